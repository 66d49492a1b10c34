import { plainText } from "../page/plain-text.js";
import type { ClusterView, UserEvent, View } from "../view/model.js";
import { strings } from "./told-strings.js";
import { UNDECIDED } from "./undecided.js";

/** What came of something, and what is said of it. "nothing": it was not begun, or the user has ended it. */
export type Outcome = { readonly type: "success" | "error"; readonly message: string } | "nothing";

/** Something that the user did and that may take its time. */
export interface Action {
  readonly begun: string;
  /** The key of the cluster that it is about; null: of none yet, or of several. */
  cluster: string | null;
  /** What was wanted of these clusters before is wanted no more: their keys. */
  readonly replaces: readonly string[];
  /** Null: nothing yet. First asked when the event has been taken. */
  outcome(view: View): Outcome | null;
  /** The user wants no more of it than is on its way. */
  cancel?(view: View): void;
}

/** What begins with this event, after `before` was to be seen; null: nothing that takes its time. */
export function actionOf(event: UserEvent, before: View): Action | null {
  switch (event.type) {
    case "launch":
    case "launch-with":
      return launch(before);
    case "run-again":
      return event.launch ? launch(before) : null;
    case "scale":
      return new OneCluster(before, event.cluster, strings().scale, ({ asked }) => asked === null);
    case "adapt":
      return new OneCluster(before, event.cluster, strings().adapt, () => true);
    case "answer-stop":
      if (!event.stop) return null;
      return before.confirmStop !== null ? stop(before, before.confirmStop) : stopAll(before);
    default:
      return null;
  }
}

function clusterOf(view: View, key: string): ClusterView | undefined {
  return view.clusters?.find((cluster) => cluster.key === key);
}

/** What the user calls it; the key of one that is not to be seen any more. */
function nameOf(view: View, key: string): string {
  const known = clusterOf(view, key) ?? view.recent.find((recent) => recent.key === key);
  return plainText(known?.name ?? key);
}

/** Whether the user stops it, or has, or may be who does: in any tab, and by whichever button. */
function endsByUser(view: View, key: string): "yes" | "no" | "not known" {
  const status = clusterOf(view, key)?.status;
  if (status === "STOPPING" || status === "STOPPED") return "not known";
  const isByUser = view.recent.some((recent) => recent.key === key && recent.ended === "by-you");
  return status === undefined && isByUser ? "yes" : "no";
}

function hasEnded(cluster: ClusterView | undefined): boolean {
  return cluster === undefined || cluster.status === "STOPPED" || cluster.status === "FAILED";
}

/** Whether what was asked of it was refused. */
function isRefused({ busy, message }: ClusterView): boolean {
  return !busy && message?.level === "error" && !UNDECIDED.has(message.message.id);
}

function isUndecided({ busy, message }: ClusterView): boolean {
  return busy || (message !== null && UNDECIDED.has(message.message.id));
}

/** Null: one is on its way, so that this was no wish of its own. */
function launch(before: View): Action | null {
  if (before.form?.launching) return null;
  const known = before.form?.launched ?? null;
  const { begun, done, failed, unclear } = strings().launch;
  let isSent = false;
  return {
    begun,
    cluster: null,
    replaces: [],
    outcome(view) {
      this.cluster ??= created(view);
      if (this.cluster !== null) {
        const byUser = endsByUser(view, this.cluster);
        if (byUser !== "no") return byUser === "yes" ? "nothing" : null;
        const shown = clusterOf(view, this.cluster);
        const status = shown?.status;
        if (status === "PENDING" || shown?.message?.message.id === "not-listed") return null;
        return status === "RUNNING"
          ? { type: "success", message: done(nameOf(view, this.cluster)) }
          : { type: "error", message: failed };
      }
      const { launching = false, message = null } = view.form ?? {};
      isSent ||= launching;
      if (launching) return null;
      if (!isSent) return "nothing";
      if (message?.level !== "error" || UNDECIDED.has(message.message.id)) return null;
      return { type: "error", message: message.message.id === "launch-several" ? unclear : failed };
    },
  };

  function created({ form }: View): string | null {
    if (form === null || form.launching || form.launched === known) return null;
    return form.launched;
  }
}

interface Words {
  begun(cluster: string): string;
  done(cluster: string): string;
  failed(cluster: string): string;
}

/** Something that one cluster was asked for, and goes on running with. */
class OneCluster implements Action {
  readonly begun: string;
  readonly replaces: readonly string[];

  /** `isDone`: whether what was asked for, and not refused, is there. */
  constructor(
    before: View,
    readonly cluster: string,
    private readonly words: Words,
    private readonly isDone: (cluster: ClusterView) => boolean,
  ) {
    this.begun = words.begun(nameOf(before, cluster));
    this.replaces = [cluster];
  }

  outcome(view: View): Outcome | null {
    const cluster = clusterOf(view, this.cluster);
    if (cluster !== undefined && isUndecided(cluster)) return null;
    const byUser = endsByUser(view, this.cluster);
    if (byUser !== "no") return byUser === "yes" ? "nothing" : null;
    const name = nameOf(view, this.cluster);
    if (cluster?.status !== "RUNNING" || isRefused(cluster))
      return { type: "error", message: this.words.failed(name) };
    if (!this.isDone(cluster)) return null;
    return { type: "success", message: this.words.done(name) };
  }
}

function stop(before: View, key: string): Action {
  const { begun, done, failed } = strings().stop;
  const name = nameOf(before, key);
  return {
    begun: begun(name),
    cluster: key,
    replaces: [key],
    outcome(view) {
      const cluster = clusterOf(view, key);
      if (cluster === undefined || hasEnded(cluster))
        return { type: "success", message: done(name) };
      return isRefused(cluster) ? { type: "error", message: failed(name) } : null;
    },
  };
}

/** All that are ticked. Null: none is. */
function stopAll(before: View): Action | null {
  const isMeant = ({ ticked, state }: { ticked: boolean; state: string | null }) =>
    ticked && (state === null || state === "refused");
  let keys = before.stopAll?.rows.filter(isMeant).map(({ key }) => key) ?? [];
  if (keys.length < 2) return keys[0] === undefined ? null : stop(before, keys[0]);
  const { begun, done, failed } = strings().stopAll;
  return {
    begun: begun(keys.length),
    cluster: null,
    replaces: keys,
    outcome(view) {
      const clusters = keys.map((key) => clusterOf(view, key));
      const stopped = clusters.filter(hasEnded).length;
      if (stopped === keys.length) return { type: "success", message: done(stopped) };
      const isOver = clusters.every(
        (cluster) => cluster === undefined || hasEnded(cluster) || isRefused(cluster),
      );
      return isOver ? { type: "error", message: failed(stopped, keys.length) } : null;
    },
    cancel(view) {
      keys = keys.filter((key) => !clusterOf(view, key)?.canStop);
    },
  };
}
