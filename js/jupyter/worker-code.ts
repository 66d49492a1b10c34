import { passThrough, type Server } from "./connection.js";
import { strings } from "./strings.js";

/** Has the Jupyter server read Python code for dask-kubernetes, which is not run. Gives a worker template; rejects with a sentence. */
export async function readWorkerCode(server: Server, code: string): Promise<string> {
  const { base, credentials, headers } = passThrough(server);
  let response: Response;
  try {
    response = await fetch(`${base}worker-template`, {
      method: "POST",
      body: code,
      credentials,
      headers: { ...headers(), "Content-Type": "text/plain; charset=utf-8" },
      cache: "no-store",
      redirect: "manual",
    });
  } catch {
    throw new Error(strings().codeNotRead("network"));
  }
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(errorOf(text) ?? strings().codeNotRead(`HTTP ${response.status}`));
}

/** The sentence in an answer of our own server extension. */
function errorOf(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === "string" ? error : undefined;
  } catch {
    return undefined;
  }
}
