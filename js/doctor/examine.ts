import type { Server } from "../jupyter/connection.js";
import { browserFindings } from "./browser.js";
import { type Page, thisPage } from "./page.js";
import type { Section } from "./report.js";
import { publicAddress, serverFindings } from "./server.js";
import type { Strings } from "./strings.js";

/** Examines both sides at once, and tells of each change. A server that hangs holds up its own half alone. */
export async function examine(
  server: Server,
  strings: Strings,
  changed: (sections: Section[]) => void,
  page: Page = thisPage(server.token),
): Promise<void> {
  const fromServer: Section = { title: strings.fromServer, findings: null };
  const fromBrowser: Section = { title: strings.fromBrowser, findings: null };
  const sections = [fromServer, fromBrowser];
  changed(sections);
  const asServer = async () => {
    fromServer.findings = await serverFindings(server, page.fetch, strings);
    changed(sections);
  };
  const asBrowser = async () => {
    const configured = await publicAddress(server, page.fetch);
    fromBrowser.findings = await browserFindings(configured, page, strings);
    changed(sections);
  };
  await Promise.all([asServer(), asBrowser()]);
}
