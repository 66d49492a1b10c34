import { resolveAddress } from "../jupyter/hub-page.js";
import type { CheckContext } from "./context.js";
import { login } from "./login-check.js";
import { isOwnOrigin, type Reach, reach, TIMEOUT_MS } from "./probe.js";
import { type CheckResult, type Finding, failed, ok, skipped, warning } from "./result.js";
import type { DoctorStrings } from "./strings.js";

/**
 * What only a browser can find out. `configured` is gateway.public-address as the server has it; null: nobody has
 * told it.
 */
export async function browserFindings(
  configured: string | null,
  context: CheckContext,
  strings: DoctorStrings,
): Promise<Finding[]> {
  const { steps, noAddress, wasm } = strings;
  const compile: Finding = {
    step: steps.wasm,
    ...(context.allowsWasm() ? ok(wasm.allowed) : failed(wasm.forbidden, wasm.advice)),
  };
  const address = addressIn(configured, context);
  if (address === null) return [compile, { step: steps.reach, ...skipped(noAddress) }];

  const reached = await reach(address, context);
  return [
    compile,
    { step: steps.reach, ...(await reachable(address, reached, context, strings)) },
    { step: steps.direct, ...direct(address, reached, context, strings) },
    {
      step: steps.login,
      // Where a token may be shown, it is shown to a gateway only.
      ...(reached.how === "gateway" || context.hub === null || !isOwnOrigin(context, address)
        ? await login(address, reached.how === "gateway" ? reached.version : "", context, strings)
        : skipped(strings.needsReach(steps.reach))),
    },
    { step: steps.dashboards, ...dashboards(address, reached, strings) },
  ];
}

/** Absolute, without a slash at its end. On a hub the usual place is tried where none has been told. */
export function addressIn(configured: string | null, context: CheckContext): string | null {
  const text = configured ?? (context.hub === null ? null : usualPath(context));
  if (text === null) return null;
  try {
    // "" is the root of the page's own host.
    const { protocol, href, username, password } = resolveAddress(
      text === "" ? "/" : text,
      context.hub,
      context.base,
    );
    if (!/^https?:$/.test(protocol) || username !== "" || password !== "") return null;
    return href.replace(/\/+$/, "");
  } catch {
    return null;
  }
}

/** Where hubs have the gateway: below what the whole hub hangs below. */
function usualPath({ hub }: CheckContext): string {
  return `${hub?.base ?? "/"}services/dask-gateway/`;
}

async function reachable(
  address: string,
  reached: Reach,
  context: CheckContext,
  { reach: say }: DoctorStrings,
): Promise<CheckResult> {
  switch (reached.how) {
    case "gateway":
      return ok(say.gateway(address, reached.version));
    case "unreadable":
      return ok(say.unreadable(address));
    case "other":
      return failed(say.other(address, reached.status), await rightAddress(address, context, say));
    case "mixed":
      return failed(say.mixed(address), say.mixedAdvice(usualPath(context)));
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

/** What to put in the place of an address where no gateway is. */
async function rightAddress(
  address: string,
  context: CheckContext,
  say: DoctorStrings["reach"],
): Promise<string> {
  const usual = usualPath(context);
  const other = addressIn(usual, context);
  if (context.hub !== null && other !== null && other !== address) {
    if ((await reach(other, context)).how === "gateway") return say.foundAdvice(usual);
  }
  return context.hub?.host ? say.absoluteAdvice : say.otherAdvice(usual);
}

/** Whether this page may talk to the gateway without the Jupyter server in between. */
function direct(
  address: string,
  reached: Reach,
  context: CheckContext,
  strings: DoctorStrings,
): CheckResult {
  const { direct: say, steps, needsReach } = strings;
  if (reached.how === "unreadable") return ok(say.noCors);
  if (reached.how !== "gateway") return skipped(needsReach(steps.reach));
  return ok(isOwnOrigin(context, address) ? say.ownOrigin : say.cors);
}

/** Dashboards are pages below the public address: to be shown, they need not be readable. */
function dashboards(address: string, reached: Reach, strings: DoctorStrings): CheckResult {
  const { dashboards: say, steps, needsReach } = strings;
  if (reached.how === "gateway" || reached.how === "unreadable") return ok(say.open(address));
  // What this page may not ask may still be opened in a tab of the browser.
  if (reached.how === "forbidden" || reached.how === "mixed") {
    return warning(say.outside(address), say.outsideAdvice);
  }
  return skipped(needsReach(steps.reach));
}
