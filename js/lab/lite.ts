/** What is other in JupyterLite, which has no server behind it: the panel itself asks the gateway, and for a login if need be. */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { LINK_PARAMETER } from "../jupyter/link-parameter.js";
import { liteSettings } from "../jupyter/page-config.js";
import type { Host } from "../view/model.js";
import { icon } from "./icon.js";
import { LoginPanel, ProxiedPanel, WrongSitePanel } from "./lite-panel.js";
import { readLiteSettings } from "./lite-settings.js";
import { strings } from "./lite-strings.js";
import { translateSettings } from "./lite-words.js";
import type { GatewayPanel } from "./panel.js";

/** Whether the site says anything of a gateway. If not, it only happens to have this extension, with settings all the same. */
export async function namesGateway(app: JupyterFrontEnd, plugin: string): Promise<boolean> {
  await translateSettings(app, plugin);
  const given = liteSettings(plugin);
  if (given === undefined) console.info(strings.noAddress());
  return given !== undefined;
}

/** The panel with the gateway of the site. `host`: what JupyterLab offers where it has a server. */
export function panel(
  app: JupyterFrontEnd,
  host: GatewayPanel["host"],
  plugin: string,
): GatewayPanel {
  const { baseUrl } = app.serviceManager.serverSettings;
  const root = new URL(baseUrl, document.baseURI).href;
  const settings = readLiteSettings(liteSettings(plugin), root) ?? new Error(strings.noAddress());
  const own = async () => hostIn(root, await host());
  if (settings instanceof Error) return new WrongSitePanel(own, settings);
  return settings.login === "proxy"
    ? new ProxiedPanel(own, settings)
    : new LoginPanel(own, settings, () => closeTabs(app));
}

/** Without what takes a Jupyter server, or a kernel that reaches a scheduler. */
function hostIn(root: string, host: Host): Host {
  const { grab: _, drag: _drag, readWorkerCode: _read, checkConnection: _check, ...kept } = host;
  return { ...kept, linkTo: (link) => labAddress(link, root) };
}

/** The address of the site's JupyterLab that brings this link to its panel: with the file's name, which not every web server adds. */
function labAddress(link: string, root: string): string {
  const url = new URL("lab/index.html", root);
  url.searchParams.set(LINK_PARAMETER, link);
  return url.href;
}

/** Dashboards, plots and logs: all that has our icon. */
function closeTabs({ shell }: JupyterFrontEnd): void {
  for (const tab of [...shell.widgets("main")]) {
    // By its name: each of our chunks may have an instance of its own.
    const own = tab.title.icon as { name?: string } | undefined;
    if (own?.name === icon.name) tab.dispose();
  }
}
