/** The types of npm's package. */
export * from "./element/gateway-element.js";
export * from "./lab/launch-options.js";
