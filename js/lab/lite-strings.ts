import { fill } from "./fill.js";
import { labels } from "./labels.js";

/** What is said in JupyterLite alone. */
export const liteLabels = labels({
  /** Where a site has its settings. */
  where: "“jupyter-dask-gateway:plugin” in this site’s jupyter-lite.json (litePluginSettings)",
  noAddress:
    "This site does not say where the gateway is. Its author must set “address” of {where}.",
  notSettings: "This site’s settings for Dask Gateway cannot be used: {where} must be an object.",
  wrong:
    "This site’s settings for Dask Gateway cannot be used: “{name}” of {where} must be {expected}.",
  anAddress: "a text: an address",
  aPlainAddress: "an address without a user name, a password, “?” and “#”",
  aLogin: "“password” or “proxy”",
  anObject: "an object",
  otherOrigin:
    "This site’s settings for Dask Gateway cannot be used: with the login “proxy”, “address” of {where} must be on the site’s own origin.",
});

const say = (label: string, args = {}) => fill(label, { where: liteLabels.where, ...args });

export const strings = {
  noAddress: () => say(liteLabels.noAddress),
  notSettings: () => say(liteLabels.notSettings),
  wrong: (name: string, expected: string) => say(liteLabels.wrong, { name, expected }),
  otherOrigin: () => say(liteLabels.otherOrigin),
};
