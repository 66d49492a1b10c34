/** What JupyterLab does for links: fetched at the first. */
export { followLink } from "./follow-link.js";
