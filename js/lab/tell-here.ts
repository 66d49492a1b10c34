import { Notification } from "@jupyterlab/apputils";
import type { View } from "../view/model.js";
import { keyOf } from "./cluster-key.js";
import type { Started } from "./started.js";
import { untilWatched } from "./until.js";

/** What was done to `cluster`, or to none, where there is no panel: what it would say of that is told by a notification. */
export async function tellHere(started: Started, before: View, cluster: unknown): Promise<void> {
  const { core, session } = started;
  const key = typeof cluster === "string" ? keyOf(cluster) : null;
  const notice = (view: View) => {
    const own = view.clusters?.find((each) => each.key === key);
    return key === null ? view.form?.message : own?.message;
  };
  const earlier = notice(before);
  const isSaid = (view: View) => notice(view) !== earlier || view.problem?.level === "error";
  await untilWatched(started, isSaid);
  const view = session.view();
  const said = (notice(view) === earlier ? null : notice(view)) ?? view.problem;
  if (!said) return;
  const text = core.formatMessage(core.pageStrings(), said.message);
  Notification.emit(text, said.level, { autoClose: said.level === "error" ? false : 5_000 });
}
