import type * as Shared from "../view/index.js";
import { moduleName } from "./module-name.js";

/** Where this extension's static files are served; set by the bundler's runtime. */
declare const __webpack_public_path__: string;

let loading: Promise<typeof Shared> | undefined;
let attempt = 0;

/**
 * The module with the core and the view, ready for use. It is imported natively, not bundled, so that
 * the panel, notebook widgets and other pages' scripts get the same instance of it.
 */
export function loadModule(): Promise<typeof Shared> {
  loading ??= importModule().catch((error: unknown) => {
    loading = undefined;
    attempt += 1;
    throw error;
  });
  return loading;
}

async function importModule(): Promise<typeof Shared> {
  const url = new URL(__webpack_public_path__ + moduleName, document.baseURI);
  // Chromium remembers that an import failed, and would not ask the server again under the same name.
  if (attempt > 0) url.searchParams.set("attempt", String(attempt));
  const module: typeof Shared = await import(/* webpackIgnore: true */ url.href);
  await module.ready();
  return module;
}
