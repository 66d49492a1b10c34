import { serverOfPage } from "../jupyter/server-of-page.js";
import { importOnce, once } from "../page/load-module.js";
import { pageGlobal } from "../page/page-global.js";
import type * as CoreModule from "../view/index.js";
import { askAgain } from "./ask-again.js";
import type { FileName, FromPython } from "./protocol.js";
import { watchKernel } from "./watch-kernel.js";
import { listen, send, type WidgetModel } from "./widget-model.js";

/** By their file names. */
const loaders = pageGlobal<Map<string, () => Promise<typeof CoreModule>>>(
  "core-loaders",
  () => new Map(),
);

/** The widget displayed last: the kernel of an earlier one may have ended. */
const latest = pageGlobal<{ model?: WidgetModel }>("latest-widget", () => ({}));

/** The module with the core and the view: once for all widgets and panels of the page. */
export function loadCore(model: WidgetModel): Promise<typeof CoreModule> {
  const name = model.get("_module");
  // Under the same address as the JupyterLab plugin: that makes it the same module.
  return loadCoreFrom(model, name, () => {
    const server = serverOfPage();
    if (server === null) throw new Error("not a page of a Jupyter server");
    return new URL(server.files + name, document.baseURI);
  });
}

/** The module at that address, or what the kernel sends where there is none. `name`: one load for all who say the same. */
export function loadCoreFrom(
  model: WidgetModel,
  name: string,
  urlOf: () => URL,
): Promise<typeof CoreModule> {
  latest.model = model;
  const load = loaders.get(name) ?? loader(urlOf);
  loaders.set(name, load);
  return load();
}

function loader(urlOf: () => URL): () => Promise<typeof CoreModule> {
  const served = importOnce<typeof CoreModule>(urlOf);
  return once(async () => {
    try {
      return await served();
    } catch {
      return importCoreFromPython();
    }
  });
}

/** Where no server offers the files. */
async function importCoreFromPython(): Promise<typeof CoreModule> {
  const main = importFromPython<typeof CoreModule>("main");
  // Asked for at once, though it is wanted later: the kernel may be busy by then, and for long.
  let rest: Promise<unknown> | null = importFromPython("rest");
  rest.catch(() => {});
  const module = await main;
  module.setPartSource((name) => {
    const asked = name === "rest" ? rest : null;
    rest = null;
    return asked ?? importFromPython(name);
  });
  return module;
}

async function importFromPython<T>(file: FileName): Promise<T> {
  const bytes = await fileFromPython(file);
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "text/javascript" }));
  try {
    return await import(/* webpackIgnore: true */ url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** From the widget displayed last. Rejects when its kernel has ended, or has no such file. A busy one is waited for. */
export function fileFromPython(file: FileName): Promise<DataView> {
  const end = new AbortController();
  const { signal } = end;
  return new Promise<DataView>((resolve, reject) => {
    const asked = new Set<WidgetModel>();
    const onMessage = (message: FromPython, [buffer]: DataView[]) => {
      if (message.type !== "file" || message.file !== file) return;
      if (buffer?.byteLength) resolve(buffer);
      else reject(new Error(`the kernel has no file "${file}"`));
    };
    const ask = () => {
      const { model } = latest;
      if (model === undefined) return;
      const onEnd = () =>
        void (model === latest.model && reject(new Error("the kernel has ended")));
      if (!asked.has(model)) {
        asked.add(model);
        listen(model, onMessage, signal);
        watchKernel(model, onEnd, signal);
      }
      try {
        send(model, { type: "file", file });
      } catch {
        onEnd();
      }
    };
    ask();
    askAgain(ask, signal);
  }).finally(() => end.abort());
}
