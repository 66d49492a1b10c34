import { ask, readAddresses } from "../jupyter/config.js";
import type { Server } from "../jupyter/connection.js";
import { isTimeout } from "../page/net.js";
import { type Finding, failed, OUTCOMES, type Outcome } from "./finding.js";
import type { Page } from "./page.js";
import type { Strings } from "./strings.js";

/** Seconds for all that the server examines; it takes 30 at most. */
const PATIENCE = 40;

type Fetch = Page["fetch"];

/** What the Jupyter server finds, or one finding that says why it tells nothing. */
export async function serverFindings(
  server: Server,
  fetch: Fetch,
  { server: say, steps }: Strings,
): Promise<Finding[]> {
  const no = (text: string, advice: string): Finding[] => [
    { step: steps.server, ...failed(text, advice) },
  ];
  try {
    const response = await ask(server, "doctor", fetch, AbortSignal.timeout(PATIENCE * 1000));
    if (response.ok) {
      const { findings } = (await response.json()) as { findings?: unknown };
      if (Array.isArray(findings)) return findings.map(finding);
      return no(say.odd(response.status), say.oddAdvice);
    }
    if (response.status === 404) {
      // Our own 404 comes from an extension that has no doctor yet.
      const ours = response.headers.get("Dask-Gateway-Error") === "bad-path";
      return ours ? no(say.old, say.oldAdvice) : no(say.absent, say.absentAdvice);
    }
    if (response.status === 401 || response.status === 403) {
      return no(say.loggedOut, say.loggedOutAdvice);
    }
    return no(say.odd(response.status), say.oddAdvice);
  } catch (error) {
    if (isTimeout(error)) return no(say.silent(PATIENCE), say.silentAdvice);
    // Something answered that is not JSON: a page of a proxy or of a hub.
    if (error instanceof SyntaxError) return no(say.odd(200), say.oddAdvice);
    return no(say.nothing, say.nothingAdvice);
  }
}

/** gateway.public-address as the server has it; null where it does not tell. */
export async function publicAddress(server: Server, fetch: Fetch): Promise<string | null> {
  const told = await readAddresses(server, fetch, AbortSignal.timeout(10_000));
  return told?.publicAddress ?? null;
}

function finding(it: Record<string, unknown>): Finding {
  const outcome = OUTCOMES.find((known) => known === it.outcome);
  return {
    step: String(it.step),
    outcome: outcome ?? ("skipped" satisfies Outcome),
    text: String(it.text),
    advice: String(it.advice ?? ""),
  };
}
