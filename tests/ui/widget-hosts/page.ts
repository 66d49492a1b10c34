/**
 * A page that shows ipywidgets and has nothing of ours: what VS Code and Colab are to a widget. It talks to a kernel of a
 * Jupyter server, as those do by a way of their own, and fetches widgets' scripts with RequireJS from where it is told.
 */
import {
  type Kernel,
  KernelManager,
  type KernelMessage,
  ServerConnection,
} from "@jupyterlab/services";

/** The mime type by which a cell's output names a widget. */
const VIEW = "application/vnd.jupyter.widget-view+json";

export interface HostOptions {
  /** `vscode`: the widget manager that VS Code ships. `comms`: html-manager's, which knows comms and no kernel. */
  readonly manager: "vscode" | "comms";
  readonly server: string;
  readonly token: string;
  /** A kernel that runs already; else one is started. */
  readonly kernel?: string;
  /** Of widgets' modules, where their scripts may be, without ".js": the first that answers is it. */
  readonly scripts: Readonly<Record<string, readonly string[]>>;
}

export interface WidgetHost {
  /** The kernel's id. */
  readonly kernel: string;
  /** Runs code, and shows each widget that it displays in an element of its own. Resolves when the kernel has done it. */
  run(code: string): Promise<void>;
  /** Shows a widget that the kernel has: a page that was opened later has only its id. */
  show(model: string): Promise<void>;
  /** The ids of the widgets that were displayed. */
  readonly models: string[];
  restart(): Promise<void>;
}

interface Manager {
  get_model(id: string): Promise<unknown> | undefined;
  create_view(model: unknown, options?: object): Promise<View>;
  dispose?(): void;
  loadFromKernel?(): Promise<void>;
}

interface View {
  luminoWidget: { node: HTMLElement };
}

interface Page {
  requirejs: {
    (names: string[], done: (module: never) => void, failed: (error: unknown) => void): void;
    config(options: object): void;
  };
  vscIPyWidgets8: { load(): void };
  vscIPyWidgets: { WidgetManager: new (...parts: unknown[]) => Manager & Display };
  openHost(options: HostOptions): Promise<WidgetHost>;
}

interface Display {
  display_view(data: unknown, view: View, options: object): Promise<unknown>;
}

const page = globalThis as unknown as Page;
const required = <Module>(name: string): Promise<Module> =>
  new Promise((done, failed) => page.requirejs([name], done, failed));

/** Has RequireJS know where a module's script is, as far as there is one. */
async function register(name: string, { scripts }: HostOptions): Promise<void> {
  for (const script of scripts[name] ?? []) {
    const answer = await fetch(`${script}.js`).catch(() => null);
    if (answer?.ok) return page.requirejs.config({ paths: { [name]: script } });
  }
}

async function vscode(
  kernel: Kernel.IKernelConnection,
  options: HostOptions,
): Promise<Manager & Display> {
  const url = "/vscode.js";
  const { activate } = await import(/* @vite-ignore */ url);
  activate();
  page.vscIPyWidgets8.load();
  return new page.vscIPyWidgets.WidgetManager(
    kernel,
    undefined,
    {
      widgetsRegisteredInRequireJs: new Set(),
      loadWidgetScript: (name: string) => register(name, options),
      successHandler() {},
      errorHandler() {},
    },
    () => {},
  );
}

/** What html-manager's manager is asked for and does not do by itself: comms. ipywidgets' own example "web3" does it so. */
async function comms(
  kernel: Kernel.IKernelConnection,
  options: HostOptions,
): Promise<Manager & Display> {
  const { HTMLManager } = await required<{ HTMLManager: new (options: object) => object }>(
    "@jupyter-widgets/html-manager",
  );
  const { shims } = await required<{
    shims: { services: { Comm: new (comm: Kernel.IComm) => object } };
  }>("@jupyter-widgets/base");
  const { Comm } = shims.services;
  class CommManager extends (HTMLManager as unknown as new (
    options: object,
  ) => {
    comm_target_name: string;
    handle_comm_open(comm: object, message: object): Promise<void>;
    _loadFromKernel(): Promise<void>;
    get_model(id: string): Promise<unknown> | undefined;
    create_view(model: unknown, options?: object): Promise<View>;
    display_view(view: View, element: HTMLElement): Promise<void>;
  }) {
    constructor() {
      super({
        loader: async (name: string) => {
          await register(name, options);
          return required(name);
        },
      });
      kernel.registerCommTarget(this.comm_target_name, (comm, message) =>
        this.handle_comm_open(new Comm(comm), message),
      );
    }

    async _create_comm(target: string, id: string, data?: never, metadata?: never) {
      const comm = kernel.createComm(target, id);
      if (data || metadata) comm.open(data, metadata);
      return new Comm(comm);
    }

    async _get_comm_info() {
      const reply = await kernel.requestCommInfo({ target_name: this.comm_target_name });
      return "comms" in reply.content ? reply.content.comms : {};
    }
  }
  const manager = new CommManager();
  return {
    get_model: (id) => manager.get_model(id),
    create_view: (model) => manager.create_view(model),
    display_view: (_, view, { node }: { node?: HTMLElement }) =>
      manager.display_view(view, node as HTMLElement),
    loadFromKernel: () => manager._loadFromKernel(),
  };
}

page.openHost = async (options) => {
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: options.server,
    wsUrl: options.server.replace(/^http/, "ws"),
    token: options.token,
    appendToken: true,
  });
  const kernels = new KernelManager({ serverSettings });
  await kernels.ready;
  const open = options.manager === "vscode" ? vscode : comms;
  let kernel =
    options.kernel === undefined
      ? await kernels.startNew({ name: "python3" })
      : kernels.connectTo({ model: { id: options.kernel, name: "python3" } });
  await kernel.info;
  let manager = await open(kernel, options);
  const models: string[] = [];

  async function show(model: string): Promise<void> {
    const node = document.body.appendChild(document.createElement("div"));
    node.className = "output cell-output-ipywidget-background";
    const view = await manager.create_view(await manager.get_model(model), { el: node });
    await manager.display_view({ model_id: model }, view, { node });
  }

  return {
    kernel: kernel.id,
    models,
    async run(code) {
      const shown: Promise<void>[] = [];
      const future = kernel.requestExecute({ code });
      future.onIOPub = (message) => {
        const { data } = message.content as Partial<KernelMessage.IDisplayDataMsg["content"]>;
        const view = data?.[VIEW] as { model_id: string } | undefined;
        if (view === undefined) return;
        models.push(view.model_id);
        shown.push(show(view.model_id));
      };
      const { content } = await future.done;
      if (content.status !== "ok") throw new Error(JSON.stringify(content));
      await Promise.all(shown);
    },
    async show(model) {
      await manager.loadFromKernel?.();
      await show(model);
    },
    async restart() {
      // As VS Code does it: with managers of their own before and after.
      if (options.manager === "vscode") manager.dispose?.();
      await kernel.restart();
      // Its end is told once more, a moment later, and takes all comms with it.
      await kernel.requestKernelInfo();
      if (options.manager !== "vscode") return;
      const { id } = kernel;
      kernel.dispose();
      kernel = kernels.connectTo({ model: { id, name: "python3" } });
      await kernel.info;
      manager = await open(kernel, options);
    },
  };
};
