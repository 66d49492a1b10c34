import { watchPolicy } from "../page/csp-watch.js";
import { isTimeout } from "../page/net.js";
import { texts } from "./texts.js";

/** Why somebody could not log in. `wrong`: it is what was typed. */
export interface Refusal {
  readonly text: string;
  readonly wrong: boolean;
}

/** How long a gateway may take to say whether it knows somebody. */
const LIMIT = 15_000;

/**
 * Asks the gateway whether it accepts the header, as the panel will. Null: it does. `plain`: the login in it is ASCII.
 */
export async function probe(
  base: string,
  authorization: string,
  plain: boolean,
): Promise<Refusal | null> {
  const because = (text: string, wrong = false): Refusal => ({ text, wrong });
  const policy = watchPolicy(base);
  try {
    const response = await fetch(`${base}api/v1/options`, {
      headers: { Authorization: authorization, Accept: "application/json" },
      // No cookie is sent or kept, and a refusal does not open the browser's own login box.
      credentials: "omit",
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(LIMIT),
    });
    // The panel asks for itself.
    void response.body?.cancel();
    const { status, type, headers } = response;
    if (type === "opaqueredirect") return because(texts.redirects);
    if (status === 401 || status === 403) return because(texts.wrongLogin, true);
    if (status === 500 && !plain) return because(texts.notPlain);
    if (status >= 500) return because(texts.failing(status));
    const isData = headers.get("Content-Type")?.includes("json");
    return response.ok && isData ? null : because(texts.noGateway(base, status));
  } catch (error) {
    if (isTimeout(error)) return because(texts.slow);
    // Browsers do not tell scripts why: whether an answer that nobody may read arrives, tells it.
    const answers = await isThere(base);
    if ((await policy.directive()) !== undefined)
      return because(texts.policy(new URL(base).origin));
    return because(answers ? texts.otherOrigin(origin) : texts.noAnswer(base));
  } finally {
    policy.end();
  }
}

/** Whether something answers there, with no login. */
async function isThere(base: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(LIMIT);
    await fetch(`${base}api/health`, {
      mode: "no-cors",
      credentials: "omit",
      cache: "no-store",
      signal,
    });
    return true;
  } catch {
    return false;
  }
}
