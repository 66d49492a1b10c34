import { icon } from "./icon.js";
import { pageLink } from "./page-link.js";
import type { Shared } from "./shared.js";
import { strings } from "./strings.js";

export const OPEN = "dask-gateway:open";

/** The panel in the sidebar, with the command that opens it, and what a link does that brings options along. */
export function addPanel(shared: Shared): void {
  const { app, panel, live, restorer } = shared;
  const add = () => {
    if (!panel.isAttached) app.shell.add(panel, "left", { rank: 850, type: strings.title });
  };
  const show = () => {
    live.offer();
    add();
    app.shell.activateById(panel.id);
  };
  shared.show = show;
  restorer?.add(panel, panel.id);
  const { label, caption } = strings.commands.open;
  app.commands.addCommand(OPEN, {
    // A launcher card names a thing, not an action.
    label: (given) => (given?.isLauncher ? strings.title : label),
    caption,
    icon,
    isVisible: () => live.isOffered,
    // A key is pressed soon.
    isEnabled: () => live.isOffered,
    describedBy: { args: { type: "object", properties: {} } },
    execute: show,
  });
  shared.offer(OPEN);
  live.offered.then(add);
  const link = pageLink;
  if (link !== null)
    import(/* webpackChunkName: "choosing" */ "./follow-link.js")
      .then((it) => it.followLink(app, panel, show, link))
      .catch(console.error);
}
