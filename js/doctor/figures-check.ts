import { ask } from "../jupyter/config.js";
import type { Server } from "../jupyter/connection.js";
import { isMixed } from "../page/net.js";
import { parsePythonJson } from "../page/python-json.js";
import { beginning } from "./beginning.js";
import { addressIn } from "./browser-checks.js";
import type { CheckContext } from "./context.js";
import { anonymous, TIMEOUT_MS } from "./probe.js";
import { type Finding, ok, skipped, warning } from "./result.js";
import type { DoctorStrings } from "./strings.js";

/** The key of the first cluster in a list, which may be long. A name of other characters could lead elsewhere. */
const FIRST = /^\s*\{\s*"([\w~-](?:[\w~-]|\.(?!\.))*)"\s*:\s*\{/;

/**
 * Whether the figures of a running cluster come, by the routes that the panel takes. `configured` as for
 * `browserFindings`. A cluster's name is a secret: no other address is told it, and no finding holds it.
 */
export async function figuresFinding(
  server: Server,
  configured: string | null,
  context: CheckContext,
  { steps, figures: say }: DoctorStrings,
): Promise<Finding> {
  const finding = (result: Omit<Finding, "step">): Finding => ({ step: steps.figures, ...result });
  const throughServer = (path: `${"api" | "clusters"}/${string}`) =>
    ask(server, path, context.fetch, AbortSignal.timeout(TIMEOUT_MS));

  const list = await textOf(() => throughServer("api/v1/clusters/?status=running"));
  if (list === null) return finding(skipped(say.noList));
  const name = FIRST.exec(list)?.[1];
  if (name === undefined) return finding(skipped(say.noCluster));

  const path = `clusters/${name}/json/counts.json` as const;
  if (holdsFigures(await textOf(() => throughServer(path)))) return finding(ok(say.fromServer));
  const address = configured === null ? null : addressIn(configured, context);
  if (address !== null && !isMixed(context.origin, address)) {
    const text = await textOf(() => context.fetch(`${address}/${path}`, anonymous("cors")));
    if (holdsFigures(text)) return finding(ok(say.fromPublicAddress(address)));
  }
  return finding(warning(say.missing, say.missingAdvice));
}

/** The beginning of a success; null for all else. */
async function textOf(request: () => Promise<Response>): Promise<string | null> {
  try {
    const response = await request();
    return response.ok ? await beginning(response) : null;
  } catch {
    return null;
  }
}

function holdsFigures(text: string | null): boolean {
  try {
    const counts = parsePythonJson(text ?? "") as { workers?: unknown } | null;
    return typeof counts?.workers === "number";
  } catch {
    return false;
  }
}
