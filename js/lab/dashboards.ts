import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { DashboardTab } from "./dashboard-tab.js";
import { openMixed } from "./open-mixed.js";

/**
 * Dask dashboards as tabs in the main area, one for each cluster. They are not restored after a
 * reload: their addresses hold the clusters' names, which are secrets, and layouts are saved in files.
 */
export class Dashboards {
  /** By the clusters' keys. */
  readonly #tabs = new Map<string, DashboardTab>();
  /** What the clusters are called, by their keys. */
  readonly #names = new Map<string, string>();

  constructor(private readonly app: JupyterFrontEnd) {}

  /** What the clusters are called now. */
  name(clusters: readonly { key: string; name: string }[]): void {
    for (const { key, name } of clusters) {
      if (this.#names.get(key) === name) continue;
      this.#names.set(key, name);
      this.#tabs.get(key)?.name(name);
    }
  }

  /** `address` may be relative to the page's. The first call in a page fetches the tab's script. */
  async show(address: string, cluster: string): Promise<void> {
    openMixed(address);
    const { DashboardTab } = await import(/* webpackChunkName: "dashboard" */ "./dashboard-tab.js");
    let tab = this.#tabs.get(cluster);
    if (tab === undefined) {
      tab = new DashboardTab(this.#names.get(cluster) ?? cluster);
      tab.disposed.connect(() => this.#tabs.delete(cluster));
      this.#tabs.set(cluster, tab);
      this.app.shell.add(tab, "main", { mode: "split-right" });
    }
    tab.content.showPage(address);
    this.app.shell.activateById(tab.id);
  }
}
