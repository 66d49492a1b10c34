import type { JupyterFrontEnd } from "@jupyterlab/application";
import { IConsoleTracker } from "@jupyterlab/console";
import { INotebookTracker } from "@jupyterlab/notebook";
import { Panel } from "@lumino/widgets";
import type { Server } from "../jupyter/connection.js";
import { RENDERER_RANK } from "../jupyter/ipywidgets-compat.js";
import { MIME_TYPE } from "../jupyter/widget-module.js";
import type { Host } from "../view/model.js";
import { labHost } from "./host.js";
import { serverOf } from "./lab-server.js";
import { learnLanguage } from "./learn-language.js";
import { type OutputHost, ofConsole, ofNotebook } from "./output-host.js";
import type { Shared } from "./shared.js";

/** Before ipywidgets' own renderer. */
const RANK = RENDERER_RANK - 10;

type Factory = Parameters<OutputHost["rendermime"]["addFactory"]>[0];
type Model = Parameters<ReturnType<Factory["createRenderer"]>["renderModel"]>[0];

/** Draws notebook widgets' outputs in all notebooks and consoles: with their kernel, or without. `shared`: null where that is off. */
export async function addOutputRenderer(
  app: JupyterFrontEnd,
  shared: Pick<Shared, "server" | "host"> | null,
): Promise<void> {
  // Else the first plugin has learnt it.
  if (shared === null) await learnLanguage(app);
  const [notebooks, consoles] = await Promise.all([
    app.resolveOptionalService(INotebookTracker),
    app.resolveOptionalService(IConsoleTracker),
  ]);
  const server = shared?.server ?? serverOf(app);
  const host = shared?.host ?? labHost(app, notebooks, consoles, undefined, server, false);
  const add = (outputs: OutputHost) =>
    outputs.rendermime.addFactory(
      {
        safe: false,
        mimeTypes: [MIME_TYPE],
        createRenderer: () => new LazyOutput(outputs, server, host),
      },
      RANK,
    );
  notebooks?.forEach((panel) => void add(ofNotebook(panel)));
  notebooks?.widgetAdded.connect((_, panel) => add(ofNotebook(panel)));
  consoles?.forEach((panel) => void add(ofConsole(panel)));
  consoles?.widgetAdded.connect((_, panel) => add(ofConsole(panel)));
}

/** An output whose script is fetched when there is one to show. */
class LazyOutput extends Panel {
  constructor(
    private readonly outputs: OutputHost,
    private readonly server: Server,
    private readonly host: Host,
  ) {
    super();
  }

  async renderModel(model: Model): Promise<void> {
    const { GatewayOutput } = await import(/* webpackChunkName: "output" */ "./gateway-output.js");
    if (this.isDisposed) return;
    const output = new GatewayOutput(this.outputs, this.server, this.host);
    this.addWidget(output);
    await output.renderModel(model);
  }
}
