import { isTimeout } from "../page/net.js";
import { failed, ok, skipped, type Verdict, warning } from "./finding.js";
import type { Page } from "./page.js";
import { isOwnOrigin, PATIENCE } from "./reach.js";
import type { Strings } from "./strings.js";

/** Whether the page's own token opens the gateway. It is shown to the page's own origin and to nobody else. */
export async function login(
  address: string,
  page: Page,
  { login: say }: Strings,
): Promise<Verdict> {
  // Off a hub, the token in the page is the Jupyter server's own, and none of the gateway's business.
  if (page.hub === null) return skipped(say.noHub);
  if (!isOwnOrigin(page, address)) return skipped(say.otherOrigin(address));
  if (page.token === "") return warning(say.noToken, say.noTokenAdvice);
  try {
    const response = await page.fetch(`${address}/api/v1/options`, {
      headers: { Authorization: `jupyterhub ${page.token}` },
      // The gateway's cookie would win over the header; a redirect might take the header elsewhere.
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE * 1000),
    });
    if (response.ok) return ok(say.accepted);
    const asked = response.headers.get("WWW-Authenticate")?.split(/[\s,]/)[0] ?? "jupyterhub";
    if (response.status === 401 && asked !== "jupyterhub") return skipped(say.otherScheme(asked));
    const service = /\/services\/([\w.-]+)$/.exec(address)?.[1] ?? "dask-gateway";
    if (response.status === 401) return warning(say.noScope, say.noScopeAdvice(service));
    // So a gateway tells that its hub does not know a token.
    if (response.status === 500 && (await response.text()).startsWith("Permission failure")) {
      return warning(say.unknown, say.unknownAdvice);
    }
    return failed(say.odd(response.status), say.oddAdvice);
  } catch (error) {
    return failed(isTimeout(error) ? say.silent(PATIENCE) : say.nothing, say.oddAdvice);
  }
}
