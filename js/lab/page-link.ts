import { LINK_PARAMETER } from "../jupyter/link-parameter.js";

/**
 * A link with options by which JupyterLab was opened; null: there was none. Read when JupyterLab loads its extensions, for its router takes
 * away what it does not know.
 */
export const pageLink = new URLSearchParams(globalThis.location?.search).get(LINK_PARAMETER);
