import type { IDaskGateway } from "@jupyter-dask-gateway/jupyterlab";
import { Widget } from "@lumino/widgets";

/** A table of the user’s clusters, and a button that launches one. */
export class ClustersWidget extends Widget {
  private readonly message = document.createElement("p");
  private readonly table = document.createElement("table");
  /** While the tab can be seen, the gateway is asked. */
  private watching: { dispose(): void } | null = null;

  /** `gateway`: null where jupyter-dask-gateway is not there. */
  constructor(private readonly gateway: IDaskGateway | null) {
    super();
    this.node.style.padding = "12px";
    this.node.style.overflow = "auto";
    this.message.setAttribute("role", "status");
    this.table.setAttribute("aria-label", "Dask clusters");
    if (gateway === null) {
      this.message.textContent = "jupyter-dask-gateway is not installed.";
      this.node.append(this.message);
      return;
    }
    const launch = button("Launch a small cluster", () => this.run(() => this.launch(gateway)));
    this.node.append(launch, this.message, this.table);
    gateway.clustersChanged.connect(this.draw, this);
    gateway.stateChanged.connect(this.draw, this);
    this.draw();
  }

  protected override onAfterAttach(): void {
    this.watch();
  }

  protected override onAfterShow(): void {
    this.watch();
  }

  protected override onBeforeHide(): void {
    this.rest();
  }

  protected override onBeforeDetach(): void {
    this.rest();
  }

  override dispose(): void {
    this.gateway?.clustersChanged.disconnect(this.draw, this);
    this.gateway?.stateChanged.disconnect(this.draw, this);
    super.dispose();
  }

  private watch(): void {
    if (this.isVisible) this.watching ??= this.gateway?.watch() ?? null;
  }

  private rest(): void {
    this.watching?.dispose();
    this.watching = null;
  }

  private async launch(gateway: IDaskGateway): Promise<string> {
    const key = await gateway.launch({ options: { worker_cores: 1 }, workers: 1 });
    return `Launched ${key}.`;
  }

  /** Says what came of it: what is rejected has a message for users. */
  private async run(action: () => Promise<string>): Promise<void> {
    try {
      this.message.textContent = await action();
    } catch (error) {
      this.message.textContent = (error as Error).message;
    }
  }

  private draw(): void {
    const { gateway } = this;
    if (gateway === null) return;
    if (gateway.problem !== null) this.message.textContent = gateway.problem;
    this.table.replaceChildren(...(gateway.clusters ?? []).map((each) => this.row(gateway, each)));
  }

  private row(gateway: IDaskGateway, cluster: IDaskGateway.ICluster): HTMLTableRowElement {
    const { key, name, status, workers } = cluster;
    const row = document.createElement("tr");
    for (const text of [name, status, `workers: ${workers ?? "?"}`]) {
      row.insertCell().textContent = text;
    }
    const scale = button("Scale to 2", () =>
      this.run(async () => {
        await gateway.scale(key, 2);
        return `Asked for 2 workers of ${name}.`;
      }),
    );
    scale.disabled = !cluster.canScale;
    // Until the code has run in the user's notebook, or says what to do.
    const connect = button("Connect", () =>
      this.run(async () => ((await gateway.connect(key)) ? `Connected to ${name}.` : "")),
    );
    const stop = button("Stop", () =>
      this.run(async () => ((await gateway.stop(key)) ? `Stopped ${name}.` : "")),
    );
    stop.disabled = !cluster.canStop;
    row.insertCell().append(scale, " ", connect, " ", stop);
    return row;
  }
}

function button(text: string, onClick: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.className = "jp-Button jp-mod-styled";
  element.textContent = text;
  element.addEventListener("click", onClick);
  return element;
}
