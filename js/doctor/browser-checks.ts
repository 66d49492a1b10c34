import type { CheckContext } from "./context.js";
import { login } from "./login-check.js";
import { isOwnOrigin, type Reach, reach, TIMEOUT_MS } from "./probe.js";
import { type CheckResult, type Finding, failed, ok, skipped, warning } from "./result.js";
import type { Strings } from "./strings.js";

/**
 * What only a browser can find out. `configured` is gateway.public-address as the server has it; null: nobody has
 * told it.
 */
export async function browserFindings(
  configured: string | null,
  context: CheckContext,
  strings: Strings,
): Promise<Finding[]> {
  const { steps, noAddress, wasm } = strings;
  const compile: Finding = {
    step: steps.wasm,
    ...(context.allowsWasm() ? ok(wasm.allowed) : failed(wasm.forbidden, wasm.advice)),
  };
  const address = addressIn(configured, context);
  if (address === null) return [compile, { step: steps.reach, ...skipped(noAddress) }];

  const reached = await reach(address, context);
  const there = reached.how === "gateway" && isOwnOrigin(context, address);
  const { needsReach } = strings;
  return [
    compile,
    { step: steps.reach, ...reachable(address, reached, strings) },
    { step: steps.direct, ...direct(address, reached, context, strings) },
    {
      step: steps.login,
      ...(there || context.hub === null || !isOwnOrigin(context, address)
        ? await login(address, context, strings)
        : skipped(needsReach(steps.reach))),
    },
    { step: steps.dashboards, ...dashboards(address, reached, strings) },
  ];
}

/** Absolute, without a slash at its end. On a hub the usual place is tried where none has been told. */
export function addressIn(configured: string | null, context: CheckContext): string | null {
  const text = configured ?? (context.hub === null ? null : `${context.hub}services/dask-gateway`);
  if (text === null) return null;
  try {
    // "" is the root of the page's own host.
    const { protocol, href, username, password } = new URL(text === "" ? "/" : text, context.base);
    if (!/^https?:$/.test(protocol) || username !== "" || password !== "") return null;
    return href.replace(/\/+$/, "");
  } catch {
    return null;
  }
}

function reachable(address: string, reached: Reach, { reach: say }: Strings): CheckResult {
  switch (reached.how) {
    case "gateway":
      return ok(say.gateway(address, reached.version));
    case "unreadable":
      return ok(say.unreadable(address));
    case "other":
      return failed(say.other(address, reached.status), say.otherAdvice);
    case "mixed":
      return failed(say.mixed(address), say.mixedAdvice);
    case "forbidden":
      return failed(
        say.forbidden(address, reached.directive),
        say.forbiddenAdvice(new URL(address).origin),
      );
    case "silent":
      return failed(say.silent(address, TIMEOUT_MS / 1000), say.nothingAdvice);
    case "nothing":
      return failed(say.nothing(address), say.nothingAdvice);
  }
}

/** Whether this page may talk to the gateway without the Jupyter server in between. */
function direct(
  address: string,
  reached: Reach,
  context: CheckContext,
  strings: Strings,
): CheckResult {
  const { direct: say, steps, needsReach } = strings;
  if (reached.how === "unreadable") return ok(say.noCors);
  if (reached.how !== "gateway") return skipped(needsReach(steps.reach));
  return ok(isOwnOrigin(context, address) ? say.ownOrigin : say.cors);
}

/** Dashboards are pages below the public address: to be shown, they need not be readable. */
function dashboards(address: string, reached: Reach, strings: Strings): CheckResult {
  const { dashboards: say, steps, needsReach } = strings;
  if (reached.how === "gateway" || reached.how === "unreadable") return ok(say.open(address));
  // What this page may not ask may still be opened in a tab of the browser.
  if (reached.how === "forbidden" || reached.how === "mixed") {
    return warning(say.outside(address), say.outsideAdvice);
  }
  return skipped(needsReach(steps.reach));
}
