import { watchPolicy } from "../page/csp-watch.js";
import { isTimeout } from "../page/net.js";
import { isReachable } from "./reachable.js";
import { strings } from "./strings.js";

/** What the form has to say, such as why somebody could not log in. `isWrong`: it is what was typed. */
export interface LoginNotice {
  say(): string;
  readonly isWrong: boolean;
}

/** For the gateway to say whether it knows somebody. */
const TIMEOUT_MS = 15_000;

/**
 * Asks the gateway whether it accepts the header, as the panel will. Null: it does. `plain`: the login in it is ASCII.
 */
export async function probe(
  base: string,
  authorization: string,
  plain: boolean,
): Promise<LoginNotice | null> {
  const because = (say: () => string, isWrong = false): LoginNotice => ({ say, isWrong });
  const policy = watchPolicy(base);
  try {
    const response = await fetch(`${base}api/v1/options`, {
      headers: { Authorization: authorization, Accept: "application/json" },
      // No cookie is sent or kept, and a refusal does not open the browser's own login box.
      credentials: "omit",
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // The panel asks for itself.
    void response.body?.cancel();
    const { status, type, headers } = response;
    if (type === "opaqueredirect") return because(() => strings.redirects);
    if (status === 401 || status === 403) return because(() => strings.wrongLogin, true);
    if (status === 500 && !plain) return because(() => strings.notPlain);
    if (status >= 500) return because(() => strings.failing(status));
    const isData = headers.get("Content-Type")?.includes("json");
    return response.ok && isData ? null : because(() => strings.noGateway(base, status));
  } catch (error) {
    if (isTimeout(error)) return because(() => strings.slow);
    // Browsers do not tell scripts why: whether an answer that nobody may read arrives, tells it.
    const answers = await isReachable(`${base}api/health`, TIMEOUT_MS);
    if ((await policy.directive()) !== undefined)
      return because(() => strings.policy(new URL(base).origin));
    return because(() => (answers ? strings.otherOrigin(origin) : strings.noAnswer(base)));
  } finally {
    policy.end();
  }
}
