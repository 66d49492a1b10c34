import type { NotebookPanel } from "@jupyterlab/notebook";
import { Panel } from "@lumino/widgets";
import { serverReaches } from "../jupyter/config.js";
import type { Server } from "../jupyter/connection.js";
import { objectConnection } from "../jupyter/object.js";
import { programStatusOf } from "../jupyter/python.js";
import { beginAsSaved, MIME, type Saved } from "../jupyter/saved.js";
import { serverSession } from "../jupyter/session.js";
import { frame, watchSight } from "../page/widget-frame.js";
import type { Host, OpenSession } from "../view/model.js";
import type { MountOptions } from "../view/session/mount-options.js";
import { loadModule } from "./module.js";

const WIDGET = "application/vnd.jupyter.widget-view+json";
/** Milliseconds that a widget has to appear before something is shown in its place. */
const PATIENCE = 500;

type RenderMime = NotebookPanel["content"]["rendermime"];
type Factory = Parameters<RenderMime["addFactory"]>[0];
type Renderer = ReturnType<Factory["createRenderer"]>;
type Model = Parameters<Renderer["renderModel"]>[0];

/**
 * The output of a cell that displays one of our notebook widgets. ipywidgets draws it, if its model is there.
 * After a reload that takes until the kernel is idle, and in a notebook that was opened again it never is: then the
 * gateway is shown from here, as the side panel shows it.
 */
export class GatewayOutput extends Panel {
  /** Ends the stand-in, when ipywidgets has drawn the widget. */
  readonly #abort = new AbortController();
  /** ipywidgets' renderer at work, out of sight until the widget is there. */
  #widget: Renderer | undefined;
  #factory: Factory | undefined;

  constructor(
    private readonly notebook: NotebookPanel,
    private readonly server: Server,
    private readonly host: Host,
  ) {
    super();
  }

  async renderModel(model: Model): Promise<void> {
    const { signal } = this.#abort;
    this.#draw(model);
    const observer = new MutationObserver(() => {
      if (!this.#widget?.node.querySelector("[data-dask-gateway]")) return;
      this.#abort.abort();
      for (const other of this.widgets) if (other !== this.#widget) other.dispose();
      this.#widget.show();
    });
    observer.observe(this.node, { childList: true, subtree: true });
    // ipywidgets tells its renderers of a notebook's kernel only where it expects them, so they are made anew.
    const timer = setInterval(() => this.#draw(model), 250);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      clearInterval(timer);
    });
    const patience = this.#widget === undefined ? 0 : PATIENCE;
    setTimeout(() => {
      if (!signal.aborted) void this.#stand(model);
    }, patience);
  }

  override dispose(): void {
    this.#abort.abort();
    super.dispose();
  }

  /** Lets ipywidgets draw, if it has another way to do so than the last time. */
  #draw(model: Model): void {
    const { rendermime } = this.notebook.content;
    const factory = rendermime.getFactory(WIDGET);
    if (factory === undefined || factory === this.#factory || !(WIDGET in model.data)) return;
    this.#factory = factory;
    this.#widget?.dispose();
    this.#widget = rendermime.createRenderer(WIDGET);
    this.#widget.hide();
    this.addWidget(this.#widget);
    void this.#widget.renderModel(model);
  }

  /** Stands in for a widget whose Python is not there. */
  async #stand(model: Model): Promise<void> {
    const saved = model.data[MIME] as unknown as Saved;
    const place = new Panel();
    frame(place.node);
    this.addWidget(place);
    const session = await this.#session(saved);
    const { signal } = this.#abort;
    if (signal.aborted) return;
    if (session === null) return this.#table(model, place);

    const { mount } = await loadModule();
    if (signal.aborted) return;
    beginAsSaved(session, saved.options);
    const { sessionContext } = this.notebook;
    const launch = saved.spec === "";
    const options = (): MountOptions => ({
      view: saved.view,
      ...(saved.cluster === null ? {} : { onlyCluster: saved.cluster }),
      launchButton: launch,
      programStatus: programStatusOf(
        this.#isGone() ? "gone" : "silent",
        launch ? session.view().connection : "none",
      ),
    });
    const view = mount(place.node, session, this.host, options());
    const updateOptions = () => view.setOptions(options());
    sessionContext.statusChanged.connect(updateOptions);
    const observer = new MutationObserver(updateOptions);
    observer.observe(this.node, { childList: true, subtree: true });
    watchSight(place.node, (visible) => view.setVisible(visible), signal);
    signal.addEventListener("abort", () => {
      sessionContext.statusChanged.disconnect(updateOptions);
      observer.disconnect();
      view.dispose();
    });
  }

  /** There is no kernel, or ipywidgets has found that it does not know the widget. */
  #isGone(): boolean {
    const status = this.notebook.sessionContext.session?.kernel?.status ?? "dead";
    return status === "dead" || !!this.#widget?.node.textContent?.startsWith("Error displaying");
  }

  /** What needs no kernel; null if it does. */
  async #session({ address, ownLogin, spec }: Saved): Promise<OpenSession | null> {
    if (spec !== "") {
      const { connect } = await loadModule();
      return connect(objectConnection(crypto.randomUUID?.() ?? String(Math.random()), spec));
    }
    if (ownLogin || address === null || !(await serverReaches(this.server, address))) return null;
    return serverSession(await loadModule(), this.server);
  }

  /** The table that Python left. */
  #table(model: Model, place: Panel): void {
    const table = this.notebook.content.rendermime.createRenderer("text/html");
    place.addWidget(table);
    void table.renderModel(model);
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.textContent = "Not connected: run the cell to work with this gateway.";
    place.node.append(said);
  }
}
