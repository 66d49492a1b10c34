import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";
import { Panel } from "@lumino/widgets";
import type { Server } from "../jupyter/connection.js";
import { RENDERER_RANK } from "../jupyter/ipywidgets-compat.js";
import { MIME_TYPE } from "../jupyter/saved-output.js";
import type { Host } from "../view/model.js";

/** Before ipywidgets' own renderer. */
const RANK = RENDERER_RANK - 10;

type Factory = Parameters<NotebookPanel["content"]["rendermime"]["addFactory"]>[0];
type Model = Parameters<ReturnType<Factory["createRenderer"]>["renderModel"]>[0];

/** Draws notebook widgets' outputs in all notebooks: with their kernel, or without. */
export function addOutputRenderer(notebooks: INotebookTracker, server: Server, host: Host): void {
  const add = (notebook: NotebookPanel) =>
    notebook.content.rendermime.addFactory(
      {
        safe: false,
        mimeTypes: [MIME_TYPE],
        createRenderer: () => new LazyOutput(notebook, server, host),
      },
      RANK,
    );
  notebooks.forEach(add);
  notebooks.widgetAdded.connect((_, notebook) => add(notebook));
}

/** An output whose script is fetched when there is one to show. */
class LazyOutput extends Panel {
  constructor(
    private readonly notebook: NotebookPanel,
    private readonly server: Server,
    private readonly host: Host,
  ) {
    super();
  }

  async renderModel(model: Model): Promise<void> {
    const { GatewayOutput } = await import(/* webpackChunkName: "output" */ "./gateway-output.js");
    if (this.isDisposed) return;
    const output = new GatewayOutput(this.notebook, this.server, this.host);
    this.addWidget(output);
    await output.renderModel(model);
  }
}
