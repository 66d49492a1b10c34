import type { Server } from "../jupyter/connection.js";
import type { Bilingual } from "./bilingual.js";
import { browserFindings } from "./browser-checks.js";
import { type CheckContext, contextOfPage } from "./context.js";
import { figuresFinding } from "./figures-check.js";
import type { Section } from "./report.js";
import { publicAddress, serverFindings } from "./server-checks.js";

/** Checks from both sides at once, and tells of each change. A server that hangs holds up its own half alone. */
export async function runChecks(
  server: Server,
  language: Bilingual,
  changed: (sections: Section[]) => void,
  context: CheckContext = contextOfPage(server.token),
): Promise<void> {
  const { strings } = language;
  const fromServer: Section = { title: strings.fromServer, findings: null };
  const fromBrowser: Section = { title: strings.fromBrowser, findings: null };
  const sections = [fromServer, fromBrowser];
  changed(sections);
  const asServer = async () => {
    fromServer.findings = await serverFindings(server, context.fetch, strings, language.learn);
    changed(sections);
  };
  const asBrowser = async () => {
    const configured = await publicAddress(server, context.fetch);
    const [findings, figures] = await Promise.all([
      browserFindings(configured, context, strings),
      figuresFinding(server, configured, context, strings),
    ]);
    fromBrowser.findings = [...findings, figures];
    changed(sections);
  };
  await Promise.all([asServer(), asBrowser()]);
}
