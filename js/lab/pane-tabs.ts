import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Pane } from "../view/model.js";
import { PaneTab } from "./pane-tab.js";

/** Panes of ours in the main area, one for each key. They are not restored after a reload: what they show is kept nowhere. */
export class PaneTabs {
  readonly #tabs = new Map<string, PaneTab>();

  constructor(private readonly app: JupyterFrontEnd) {}

  show<Shown extends Pane>(key: string, make: () => Shown): Shown {
    const tab = this.#tabs.get(key) ?? this.#add(key, make());
    this.app.shell.activateById(tab.id);
    return tab.pane as Shown;
  }

  /** What clusters are called now. */
  name(clusters: Parameters<Pane["name"]>[0]): void {
    for (const { pane, title } of this.#tabs.values()) {
      pane.name(clusters);
      title.label = pane.title;
    }
  }

  #add(key: string, pane: Pane): PaneTab {
    const tab = new PaneTab(pane);
    tab.disposed.connect(() => this.#tabs.delete(key));
    this.app.shell.add(tab, "main", { mode: "split-bottom" });
    this.#tabs.set(key, tab);
    return tab;
  }
}
