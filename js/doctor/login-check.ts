import { isTimeout } from "../page/net.js";
import { beginning } from "./beginning.js";
import type { CheckContext } from "./context.js";
import { isOwnOrigin, TIMEOUT_MS } from "./probe.js";
import { type CheckResult, failed, ok, skipped, warning } from "./result.js";
import type { Strings } from "./strings.js";

/** Whether the page's own token opens the gateway. It is shown to the page's own origin and to nobody else. */
export async function login(
  address: string,
  context: CheckContext,
  { login: say }: Strings,
): Promise<CheckResult> {
  // Off a hub, the token in the page is the Jupyter server's own, and none of the gateway's business.
  if (context.hub === null) return skipped(say.noHub);
  if (!isOwnOrigin(context, address)) return skipped(say.otherOrigin(address));
  if (context.token === "") return warning(say.noToken, say.noTokenAdvice);
  try {
    const response = await context.fetch(`${address}/api/v1/options`, {
      headers: { Authorization: `jupyterhub ${context.token}` },
      // The gateway's cookie would win over the header; a redirect might take the header elsewhere.
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return ok(say.accepted);
    const asked = response.headers.get("WWW-Authenticate")?.split(/[\s,]/)[0] ?? "jupyterhub";
    if (response.status === 401 && asked !== "jupyterhub") return skipped(say.otherScheme(asked));
    const service = /\/services\/([\w.-]+)$/.exec(address)?.[1] ?? "dask-gateway";
    if (response.status === 401) return warning(say.noScope, say.noScopeAdvice(service));
    // So a gateway tells that its hub does not know a token.
    if (response.status === 500 && (await beginning(response)).startsWith("Permission failure")) {
      return warning(say.unknown, say.unknownAdvice);
    }
    return failed(say.odd(response.status), say.oddAdvice);
  } catch (error) {
    return failed(isTimeout(error) ? say.silent(TIMEOUT_MS / 1000) : say.nothing, say.oddAdvice);
  }
}
