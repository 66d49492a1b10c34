import { partUrls } from "./asset-urls.js";
import { importOnce } from "./load-module.js";
import type { PartName } from "./parts.js";

const loaders = new Map<PartName, () => Promise<unknown>>();

/** The part's file, beside this one on the server that offers it. */
export function partFile(name: PartName): Promise<unknown> {
  const load = loaders.get(name) ?? importOnce(() => new URL(partUrls[name], import.meta.url));
  loaders.set(name, load);
  return load();
}
