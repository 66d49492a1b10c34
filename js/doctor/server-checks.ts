import { ask, readAddresses } from "../jupyter/config.js";
import type { Server } from "../jupyter/connection.js";
import { isTimeout } from "../page/net.js";
import type { Bilingual } from "./bilingual.js";
import type { CheckContext } from "./context.js";
import { type Finding, failed, OUTCOMES, type Outcome } from "./result.js";
import type { DoctorStrings } from "./strings.js";

/** For all that the server checks; it takes 30 seconds at most. */
const TIMEOUT_MS = 40_000;

type Fetch = CheckContext["fetch"];

/** What the Jupyter server finds, or one finding that says why it tells nothing. */
export async function serverFindings(
  server: Server,
  fetch: Fetch,
  { server: say, steps }: DoctorStrings,
  learn: Bilingual["learn"] = () => {},
): Promise<Finding[]> {
  const failure = (text: string, advice: string): Finding[] => [
    { step: steps.server, ...failed(text, advice) },
  ];
  try {
    const response = await ask(server, "doctor", fetch, AbortSignal.timeout(TIMEOUT_MS));
    if (response.ok) {
      const { findings } = (await response.json()) as { findings?: unknown };
      if (Array.isArray(findings)) return findings.map((it) => readFinding(it, learn));
      return failure(say.odd(response.status), say.oddAdvice);
    }
    if (response.status === 404) {
      // Our own 404 comes from an extension that has no doctor yet.
      const ours = response.headers.get("Dask-Gateway-Error") === "bad-path";
      return ours ? failure(say.old, say.oldAdvice) : failure(say.absent, say.absentAdvice);
    }
    if (response.status === 401 || response.status === 403) {
      return failure(say.loggedOut, say.loggedOutAdvice);
    }
    return failure(say.odd(response.status), say.oddAdvice);
  } catch (error) {
    if (isTimeout(error)) return failure(say.silent(TIMEOUT_MS / 1000), say.silentAdvice);
    // Something answered that is not JSON: a page of a proxy or of a hub.
    if (error instanceof SyntaxError) return failure(say.odd(200), say.oddAdvice);
    return failure(say.nothing, say.nothingAdvice);
  }
}

/** gateway.public-address as the server has it; null where it does not tell. */
export async function publicAddress(server: Server, fetch: Fetch): Promise<string | null> {
  const addresses = await readAddresses(server, fetch, AbortSignal.timeout(10_000));
  return addresses?.publicAddress ?? null;
}

function readFinding(it: Record<string, unknown>, learn: Bilingual["learn"]): Finding {
  const outcome = OUTCOMES.find((known) => known === it.outcome);
  const texts = { step: String(it.step), text: String(it.text), advice: String(it.advice ?? "") };
  // Older servers tell English alone.
  const shown = (it.shown ?? {}) as Record<string, unknown>;
  for (const [name, text] of Object.entries(texts))
    if (typeof shown[name] === "string") learn(text, shown[name]);
  return { ...texts, outcome: outcome ?? ("skipped" satisfies Outcome) };
}
