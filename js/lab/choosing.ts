/** What JupyterLab does for presets and links: fetched at the first use. */
export { followLink } from "./follow-link.js";
export { presetStore } from "./preset-store.js";
