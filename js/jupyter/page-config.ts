/** Whether the site wants nothing of us to be seen by those who have no gateway, as the server has told the page. */
export function hidesWithoutGateway(): boolean {
  return readConfig()["daskGatewayHides"] === true;
}

/** Whether this is JupyterLite's page, behind which there is no server. Its apps go by the names of those that have one. */
export function isLite(): boolean {
  return scriptOfConfig()?.dataset["jupyterLiteRoot"] !== undefined;
}

/** What the author of a JupyterLite site has written for a plugin; undefined: nothing. It may be anything. */
export function liteSettings(plugin: string): unknown {
  return (readConfig()["litePluginSettings"] as Record<string, unknown> | undefined)?.[plugin];
}

/** The page's configuration; empty where there is none. */
export function readConfig(): Record<string, unknown> {
  const text = scriptOfConfig()?.textContent;
  try {
    return (JSON.parse(text || "{}") as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
}

function scriptOfConfig(): HTMLElement | null {
  return document.getElementById("jupyter-config-data");
}
