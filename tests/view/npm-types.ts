import type * as Built from "../../js/single-file/index.js";
import type * as Typed from "../../js/single-file/single-file-types.js";

/** What npm's package says of its module is so: for the compiler alone. */
export const typed = (module: typeof Built): typeof Typed => module;
