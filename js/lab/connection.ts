import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Connection } from "../view/index.js";

/** The pass-through route of the user's own Jupyter server. */
export function passThrough(app: JupyterFrontEnd): Connection {
  const { baseUrl, token } = app.serviceManager.serverSettings;
  return {
    route: "pass-through",
    base: `${baseUrl}dask-gateway/`,
    credentials: "same-origin",
    // Asked for each request: the server may set a new XSRF cookie at any time.
    headers() {
      const headers: Record<string, string> = {};
      const xsrf = /(?:^|;\s*)_xsrf=([^;]*)/.exec(document.cookie)?.[1];
      if (xsrf !== undefined) headers["X-XSRFToken"] = xsrf;
      if (token !== "") headers.Authorization = `token ${token}`;
      return headers;
    },
  };
}
