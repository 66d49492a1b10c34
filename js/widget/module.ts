import { importOnce, once } from "../page/load-module.js";
import type { PartName } from "../page/parts.js";
import type * as Shared from "../view/index.js";
import { listen, type Model } from "./model.js";
import { jupyterServer, page } from "./page.js";

/** The module with the core and the view: once for all widgets and panels of the page. */
export function loadModule(model: Model): Promise<typeof Shared> {
  const name = model.get("_module");
  const load = page.modules.get(name) ?? loader(model, name);
  page.modules.set(name, load);
  return load();
}

function loader(model: Model, name: string): () => Promise<typeof Shared> {
  // Under the same address as the JupyterLab plugin: that makes it the same module.
  const served = importOnce<typeof Shared>(() => {
    const server = jupyterServer();
    if (server === null) throw new Error("not a page of a Jupyter server");
    return new URL(server.files + name, document.baseURI);
  });
  return once(async () => {
    try {
      return await served();
    } catch {
      return sent(model);
    }
  });
}

/** From Python, where no server offers it. */
async function sent(model: Model): Promise<typeof Shared> {
  const module: typeof Shared = await importSent(model, "main");
  module.setPartSource((part) => importSent(model, part));
  return module;
}

async function importSent<T>(model: Model, file: "main" | PartName): Promise<T> {
  const abort = new AbortController();
  const bytes = await new Promise<DataView>((resolve) => {
    listen(
      model,
      (content, [buffer]) => {
        if (content.type === "file" && content.file === file && buffer !== undefined)
          resolve(buffer);
      },
      abort.signal,
    );
    model.send({ type: "file", file });
  });
  abort.abort();
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "text/javascript" }));
  try {
    return await import(/* webpackIgnore: true */ url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
