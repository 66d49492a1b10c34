import { watchPolicy } from "../page/csp-watch.js";
import { isTimeout } from "../page/net.js";
import { isReachable } from "./reachable.js";
import { strings, Told } from "./strings.js";

/** The options of a form without a gateway: the text itself, or the address that has it. */
export type Spec =
  | { readonly text: string; readonly url: null }
  | { readonly text: null; readonly url: string };

const TIMEOUT_MS = 15_000;
/** As many as the core takes of any answer. */
const MAX_BYTES = 2 ** 23;

/** What the attribute says: the spec, the address of one, or, where it is empty, that a script in the element has it. */
export function specOf(element: Element, written: string): Spec | Error {
  if (written.trim() === "") {
    const script = element.querySelector(':scope > script[type="application/json"]');
    // As long as the page comes, that may be still on its way.
    if (script === null) return new Told(() => strings.noSpec);
    return inline(script.textContent ?? "");
  }
  if (/^\s*[[{]/.test(written)) return inline(written);
  try {
    const { href, username, password } = new URL(written, document.baseURI);
    if (username || password) return new Told(() => strings.loginInSpec);
    return { text: null, url: href };
  } catch {
    return new Told(() => strings.badSpecAddress(written));
  }
}

function inline(text: string): Spec | Error {
  return text.length > MAX_BYTES ? new Told(() => strings.largeSpec) : { text, url: null };
}

/** Fetches it, with nothing that could tell who asks. An Error says in a sentence why it is not to be had. */
export async function readSpec(url: string, signal: AbortSignal): Promise<string | Error> {
  const policy = watchPolicy(url);
  try {
    const response = await fetch(url, {
      headers: { Accept: "application/json" },
      credentials: "omit",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await textOf(response);
    if (text instanceof Error) return text;
    if (!response.ok) {
      const said = saidIn(text);
      const { status } = response;
      return new Told(() => said ?? strings.specStatus(url, status));
    }
    return /^\s*</.test(text) ? new Told(() => strings.specIsPage(url)) : text;
  } catch (error) {
    if (isTimeout(error)) return new Told(() => strings.specSlow(url));
    // Browsers do not tell scripts why.
    const answers = !signal.aborted && (await isReachable(url, TIMEOUT_MS));
    if ((await policy.directive()) !== undefined)
      return new Told(() => strings.specPolicy(new URL(url).origin));
    return new Told(() =>
      answers ? strings.specOtherOrigin(url, origin) : strings.specNoAnswer(url),
    );
  } finally {
    policy.end();
  }
}

/** No more of it is read than is taken. */
async function textOf({ body }: Response): Promise<string | Error> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  const reader = body?.getReader();
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) return text + decoder.decode();
    bytes += value.length;
    if (bytes > MAX_BYTES) {
      reader?.cancel().catch(() => {});
      return new Told(() => strings.largeSpec);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** What a server says of an error, as Dask Gateway's do. */
function saidIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text);
    return typeof error === "string" && error.trim() !== "" ? error : undefined;
  } catch {
    return undefined;
  }
}
