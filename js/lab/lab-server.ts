import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Server } from "../jupyter/connection.js";
import { hubOfPage } from "../jupyter/server-of-page.js";

/** The Jupyter server of the application. */
export function serverOf({ serviceManager }: JupyterFrontEnd): Server {
  const { baseUrl, token } = serviceManager.serverSettings;
  return { baseUrl, token, hub: hubOfPage() };
}
