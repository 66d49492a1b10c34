import type { JupyterFrontEnd } from "@jupyterlab/application";
import { IConsoleTracker } from "@jupyterlab/console";
import { INotebookTracker } from "@jupyterlab/notebook";
import { Panel } from "@lumino/widgets";
import { RENDERER_RANK } from "../jupyter/ipywidgets-compat.js";
import { MIME_TYPE } from "../jupyter/widget-module.js";
import { learnLanguage } from "./learn-language.js";
import { lazyHost, loadSessionPart } from "./load-session-part.js";
import { type OutputHost, ofConsole, ofNotebook } from "./output-host.js";
import type { Shared } from "./shared.js";

/** In code that makes widgets. */
const PACKAGE = "jupyter_dask_gateway";

/** Before ipywidgets' own renderer. */
const RANK = RENDERER_RANK - 10;

type Factory = Parameters<OutputHost["rendermime"]["addFactory"]>[0];
type Model = Parameters<ReturnType<Factory["createRenderer"]>["renderModel"]>[0];

/** Draws notebook widgets' outputs in all notebooks and consoles: with their kernel, or without. `shared`: null where that is off. */
export async function addOutputRenderer(
  app: JupyterFrontEnd,
  shared: Pick<Shared, "host"> | null,
): Promise<void> {
  // Else the first plugin has learnt it.
  if (shared === null) await learnLanguage(app);
  const [notebooks, consoles] = await Promise.all([
    app.resolveOptionalService(INotebookTracker),
    app.resolveOptionalService(IConsoleTracker),
  ]);
  const host = shared?.host ?? lazyHost(app, notebooks, consoles, undefined, false);
  const add = (outputs: OutputHost) => {
    outputs.sessionContext.iopubMessage.connect((_, { content }) => {
      // What a kernel has begun to execute.
      if ((content as { code?: string }).code?.includes(PACKAGE))
        loadSessionPart().then((part) => part.expectWidget(app), console.warn);
    });
    outputs.rendermime.addFactory(
      {
        safe: false,
        mimeTypes: [MIME_TYPE],
        createRenderer: () => new LazyOutput(outputs, app, host),
      },
      RANK,
    );
  };
  notebooks?.forEach((panel) => void add(ofNotebook(panel)));
  notebooks?.widgetAdded.connect((_, panel) => add(ofNotebook(panel)));
  consoles?.forEach((panel) => void add(ofConsole(panel)));
  consoles?.widgetAdded.connect((_, panel) => add(ofConsole(panel)));
}

/** An output whose script is fetched when there is one to show. */
class LazyOutput extends Panel {
  constructor(
    private readonly outputs: OutputHost,
    private readonly app: JupyterFrontEnd,
    private readonly host: Shared["host"],
  ) {
    super();
  }

  async renderModel(model: Model): Promise<void> {
    const { draw } = await import(/* webpackChunkName: "output" */ "./gateway-output.js");
    draw(this, model, this.outputs, this.app, this.host);
  }
}
