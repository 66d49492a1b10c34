import { sharedBy } from "../jupyter/hub-page.js";
import { isTimeout } from "../page/net.js";
import { beginning } from "./beginning.js";
import type { CheckContext } from "./context.js";
import { isOwnOrigin, TIMEOUT_MS } from "./probe.js";
import { type CheckResult, failed, ok, skipped, warning } from "./result.js";
import type { DoctorStrings } from "./strings.js";

/** So a gateway tells, in JSON or in bare text, that its hub does not know a token. */
const HUB_REFUSAL = "Permission failure verifying user's JupyterHub API token";
/** A list of clusters that needs a login and is mostly empty. */
const FEW_CLUSTERS = "clusters/?status=pending";

/** Whether a gateway of this version may refuse a token that the hub knows: since 2025.4.0 a hub can say who may use it. */
function asksForScopes(version: string): boolean {
  const [, year, month] = /^(\d{4})\.(\d{1,2})\b/.exec(version) ?? [];
  return year === undefined || Number(year) * 100 + Number(month) >= 202504;
}

/**
 * Whether the page's own token opens the gateway, which is of this version. It is shown to the page's own origin and to nobody
 * else.
 */
export async function login(
  address: string,
  version: string,
  context: CheckContext,
  { login: say }: DoctorStrings,
): Promise<CheckResult> {
  // Off a hub, the token in the page is the Jupyter server's own, and none of the gateway's business.
  if (context.hub === null) return skipped(say.noHub);
  const owner = sharedBy(context.hub);
  if (owner !== undefined) return skipped(say.shared(owner));
  if (!isOwnOrigin(context, address)) return skipped(say.otherOrigin(address));
  if (context.token === "") return warning(say.noToken, say.noTokenAdvice);
  const ask = (path: string) =>
    context.fetch(`${address}/api/v1/${path}`, {
      headers: { Authorization: `jupyterhub ${context.token}` },
      // The gateway's cookie would win over the header; a redirect might take the header elsewhere.
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  try {
    const response = await ask("options");
    if (response.ok) return ok(say.accepted);
    const asked = response.headers.get("WWW-Authenticate")?.split(/[\s,]/)[0] ?? "jupyterhub";
    if (response.status === 401 && asked !== "jupyterhub") return skipped(say.otherScheme(asked));
    const service = /\/services\/([\w.-]+)$/.exec(address)?.[1] ?? "dask-gateway";
    if (response.status === 401) {
      return asksForScopes(version)
        ? warning(say.noScope, say.noScopeAdvice(service))
        : warning(say.unknown, say.unknownAdvice);
    }
    if (response.status === 500) {
      if ((await beginning(response)).includes(HUB_REFUSAL)) {
        return warning(say.unknown, say.unknownAdvice);
      }
      // It may be the options that are broken, and not the login.
      if ((await ask(FEW_CLUSTERS)).ok) return ok(say.accepted);
    }
    return failed(say.odd(response.status), say.oddAdvice);
  } catch (error) {
    return failed(isTimeout(error) ? say.silent(TIMEOUT_MS / 1000) : say.nothing, say.oddAdvice);
  }
}
