import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Panel } from "@lumino/widgets";
import { serverReaches } from "../jupyter/config.js";
import type { Server } from "../jupyter/connection.js";
import { hasFailed, WIDGET_VIEW_MIME_TYPE, watchRenderers } from "../jupyter/ipywidgets-compat.js";
import { labServices } from "../jupyter/lab-services.js";
import { optionsObjectConnection } from "../jupyter/options-object.js";
import { programStatusOf } from "../jupyter/program-status.js";
import { type SavedOutput, showSavedOptions } from "../jupyter/saved-output.js";
import { serverSession } from "../jupyter/server-session.js";
import { frame } from "../jupyter/widget-frame.js";
import { MIME_TYPE } from "../jupyter/widget-module.js";
import { watchVisibility } from "../page/visibility.js";
import type { Host, OpenSession } from "../view/model.js";
import type { MountOptions } from "../view/session/mount-options.js";
import { serverOf } from "./lab-server.js";
import { later } from "./later-strings.js";
import { loadCore } from "./load-core.js";
import type { OutputHost } from "./output-host.js";

/** For ipywidgets to draw the widget, before something is shown in its place. */
const FALLBACK_DELAY_MS = 500;

type RenderMime = OutputHost["rendermime"];
type Factory = Parameters<RenderMime["addFactory"]>[0];
type Renderer = ReturnType<Factory["createRenderer"]>;
type Model = Parameters<Renderer["renderModel"]>[0];

/** Draws an output into `panel`, or takes what has changed in the one that is drawn there. */
export function draw(
  panel: Panel,
  model: Model,
  outputs: OutputHost,
  app: JupyterFrontEnd,
  host: () => Promise<Host>,
): void {
  if (panel.isDisposed) return;
  const [drawn] = panel.widgets;
  if (drawn instanceof GatewayOutput && drawn.takes(model)) return;
  drawn?.dispose();
  panel.addWidget(new GatewayOutput(model, outputs, serverOf(app), host));
}

/**
 * The output of a cell that displays one of our notebook widgets. ipywidgets draws it, if its model is there.
 * After a reload that takes until the kernel is idle, and in a notebook that was opened again it never is: then the
 * gateway is shown from here, as the side panel shows it.
 */
export class GatewayOutput extends Panel {
  /** Ends the fallback, when ipywidgets has drawn the widget. */
  readonly #abort = new AbortController();
  /** ipywidgets' renderer at work, out of sight until the widget is there. */
  #widget: Renderer | undefined;
  /** What made it. */
  #factory: Factory | undefined;
  #table: Renderer | undefined;

  constructor(
    private model: Model,
    private readonly outputs: OutputHost,
    private readonly server: Server,
    private readonly host: () => Promise<Host>,
  ) {
    super();
    const { signal } = this.#abort;
    this.#drawWidget();
    const observer = new MutationObserver(() => {
      if (!this.#widget?.node.querySelector("[data-dask-gateway]")) return;
      this.#abort.abort();
      for (const other of this.widgets) if (other !== this.#widget) other.dispose();
      this.#table = undefined;
      this.#widget.show();
    });
    observer.observe(this.node, { childList: true, subtree: true });
    watchRenderers(this.outputs.sessionContext, () => this.#drawWidget(), signal);
    const delay = this.#widget === undefined ? 0 : FALLBACK_DELAY_MS;
    const timer = setTimeout(() => void this.#showFallback(), delay);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      clearTimeout(timer);
    });
  }

  /** What Python knows a moment later is in the table. False: it is another widget's output. */
  takes(model: Model): boolean {
    const isSame = savedIn(model).model_id === savedIn(this.model).model_id;
    if (isSame) {
      this.model = model;
      void this.#table?.renderModel(model);
    }
    return isSame;
  }

  override dispose(): void {
    this.#abort.abort();
    super.dispose();
  }

  /** Lets ipywidgets draw, if its renderer is another than the last time. */
  #drawWidget(): void {
    const { rendermime } = this.outputs;
    const factory = rendermime.getFactory(WIDGET_VIEW_MIME_TYPE);
    if (factory === undefined || factory === this.#factory) return;
    const { model_id } = savedIn(this.model);
    if (!model_id) return;
    this.#factory = factory;
    this.#widget?.dispose();
    this.#widget = rendermime.createRenderer(WIDGET_VIEW_MIME_TYPE);
    this.#widget.hide();
    this.addWidget(this.#widget);
    const view = { version_major: 2, version_minor: 0, model_id };
    const { trusted } = this.model;
    const data = { [WIDGET_VIEW_MIME_TYPE]: view };
    void this.#widget.renderModel(rendermime.createModel({ data, trusted }));
  }

  /** Shows the gateway, or else the saved table, while Python is not there. */
  async #showFallback(): Promise<void> {
    const saved = savedIn(this.model);
    const box = new Panel();
    frame(box.node);
    this.addWidget(box);
    const session = await this.#openSession(saved);
    const { signal } = this.#abort;
    if (signal.aborted) return;
    if (session === null) return this.#showTable(box);

    const [core, host] = await Promise.all([loadCore(), this.host()]);
    if (signal.aborted) return;
    const { sessionContext } = this.outputs;
    const launchButton = saved.spec === "";
    const options = (): MountOptions => ({
      view: saved.view,
      ...(saved.cluster === null ? {} : { onlyCluster: saved.cluster }),
      launchButton,
      programStatus: programStatusOf(
        this.#isGone() ? "gone" : "silent",
        launchButton ? session.view().connection : "none",
      ),
    });
    const onEvent = labServices.follow?.(core, session, launchButton);
    const view = core.mount(box.node, session, { ...host, onEvent }, options());
    if (saved.view !== "clusters") {
      showSavedOptions(box.node, session, saved.options, !launchButton, signal);
    }
    const updateOptions = () => view.setOptions(options());
    sessionContext.statusChanged.connect(updateOptions);
    const observer = new MutationObserver(updateOptions);
    observer.observe(this.node, { childList: true, subtree: true });
    watchVisibility(box.node, (visible) => view.setVisible(visible), signal);
    signal.addEventListener("abort", () => {
      sessionContext.statusChanged.disconnect(updateOptions);
      observer.disconnect();
      view.dispose();
    });
  }

  /** There is no kernel, or ipywidgets has found that it does not know the widget. */
  #isGone(): boolean {
    const status = this.outputs.sessionContext.session?.kernel?.status ?? "dead";
    return status === "dead" || (this.#widget !== undefined && hasFailed(this.#widget.node));
  }

  /** What needs no kernel; null if it does. */
  async #openSession({ address, ownLogin, spec }: SavedOutput): Promise<OpenSession | null> {
    if (spec !== "") {
      const { connect } = await loadCore();
      return connect(optionsObjectConnection(crypto.randomUUID?.() ?? String(Math.random()), spec));
    }
    if (ownLogin || address === null || !(await serverReaches(this.server, address))) return null;
    return serverSession(await loadCore(), this.server);
  }

  /** The table that Python left. */
  #showTable(box: Panel): void {
    this.#table = this.outputs.rendermime.createRenderer("text/html");
    box.addWidget(this.#table);
    void this.#table.renderModel(this.model);
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    status.textContent = later.notConnected;
    box.node.append(status);
  }
}

function savedIn({ data }: Model): SavedOutput {
  return data[MIME_TYPE] as unknown as SavedOutput;
}
