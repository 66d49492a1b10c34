import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Title, Widget } from "@lumino/widgets";
import type { Host, Pane } from "../view/model.js";

/** What shows panes of ours in the main area, one for each key. They are not restored after a reload: what they show is kept nowhere. */
export function panesOf(app: JupyterFrontEnd): Pick<Host, "openPane"> & Pick<Pane, "name"> {
  const tabs = new Map<string, { id: string; pane: Pane; title: Title<Widget> }>();
  return { openPane, name };

  /** What clusters are called now. */
  function name(clusters: Parameters<Pane["name"]>[0]): void {
    for (const { pane, title } of tabs.values()) {
      pane.name(clusters);
      title.label = pane.title;
    }
  }

  async function openPane<Shown extends Pane>(key: string, make: () => Shown) {
    const { PaneTab } = await import(/* webpackChunkName: "logs" */ "./pane-tab.js");
    const known = tabs.get(key);
    const shown = known ?? add(make());
    app.shell.activateById(shown.id);
    return shown.pane as Shown;

    function add(pane: Shown) {
      const tab = new PaneTab(pane);
      tab.disposed.connect(() => tabs.delete(key));
      app.shell.add(tab, "main", { mode: "split-bottom" });
      const made = { id: tab.id, pane, title: tab.title };
      tabs.set(key, made);
      return made;
    }
  }
}
