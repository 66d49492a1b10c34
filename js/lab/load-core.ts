import { importOnce } from "../page/load-module.js";
import type * as CoreModule from "../view/index.js";
import { moduleName } from "./module-name.js";

/** Where this extension's static files are served; set by the bundler's runtime. */
declare const __webpack_public_path__: string;

/** The module with the core and the view: the same instance for the panel, notebook widgets and other scripts. */
export const loadCore = importOnce<typeof CoreModule>(
  () => new URL(__webpack_public_path__ + moduleName, document.baseURI),
);
