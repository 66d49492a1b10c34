import type { JupyterFrontEnd } from "@jupyterlab/application";
import { isHidden } from "../jupyter/without-gateway.js";
import { serverOf } from "./lab-server.js";

/** Whether the user of this Jupyter server has no gateway, where the site wants nothing to be seen then. */
export const isHiddenIn = (app: JupyterFrontEnd): Promise<boolean> => isHidden(serverOf(app));
