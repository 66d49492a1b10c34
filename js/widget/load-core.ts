import { serverOfPage } from "../jupyter/page-config.js";
import { importOnce, once } from "../page/load-module.js";
import { pageGlobal } from "../page/page-global.js";
import type * as CoreModule from "../view/index.js";
import type { FileName } from "./protocol.js";
import { listen, send, type WidgetModel } from "./widget-model.js";

/** By their file names. */
const loaders = pageGlobal<Map<string, () => Promise<typeof CoreModule>>>(
  "core-loaders",
  () => new Map(),
);

/** The module with the core and the view: once for all widgets and panels of the page. */
export function loadCore(model: WidgetModel): Promise<typeof CoreModule> {
  const name = model.get("_module");
  const load = loaders.get(name) ?? loader(model, name);
  loaders.set(name, load);
  return load();
}

function loader(model: WidgetModel, name: string): () => Promise<typeof CoreModule> {
  // Under the same address as the JupyterLab plugin: that makes it the same module.
  const served = importOnce<typeof CoreModule>(() => {
    const server = serverOfPage();
    if (server === null) throw new Error("not a page of a Jupyter server");
    return new URL(server.files + name, document.baseURI);
  });
  return once(async () => {
    try {
      return await served();
    } catch {
      return importCoreFromPython(model);
    }
  });
}

/** Where no server offers the files. */
async function importCoreFromPython(model: WidgetModel): Promise<typeof CoreModule> {
  const module: typeof CoreModule = await importFromPython(model, "main");
  module.setPartSource((part) => importFromPython(model, part));
  return module;
}

async function importFromPython<T>(model: WidgetModel, file: FileName): Promise<T> {
  const abort = new AbortController();
  const bytes = await new Promise<DataView>((resolve) => {
    listen(
      model,
      (message, [buffer]) => {
        if (message.type === "file" && message.file === file && buffer !== undefined)
          resolve(buffer);
      },
      abort.signal,
    );
    send(model, { type: "file", file });
  });
  abort.abort();
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "text/javascript" }));
  try {
    return await import(/* webpackIgnore: true */ url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
