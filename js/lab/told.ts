import { Notification } from "@jupyterlab/apputils";
import type { Session, UserEvent, View } from "../view/model.js";
import { strings } from "./told-strings.js";

/** What is over sooner needs no notification. */
export const MOMENT_MS = 2_000;
/** How long it is told that something was done. What failed stays until it is dismissed. */
const DONE_SHOWN_MS = 5_000;

/** Something that the user did and that is not over. */
interface Action {
  readonly begun: string;
  /** What came of it; null: nothing yet. */
  outcome(view: View): { type: "success" | "error"; message: string } | null;
}

/**
 * JupyterLab's notifications of launches, scales and stops that take longer than a moment: one for each, in the tab in which it was
 * done. Until they are over, the session goes on asking though no panel can be seen.
 */
export class Told {
  readonly #actions = new Map<Action, { timer: ReturnType<typeof setTimeout>; id?: string }>();
  /** Before the user's last event. */
  #before: View;
  #watching: AbortController | null = null;

  /**
   * @param watch Keeps the session asking until the signal aborts.
   * @param isWanted The user's setting.
   * @param show Opens the panel.
   */
  constructor(
    private readonly session: Session,
    private readonly watch: (signal: AbortSignal) => void,
    private readonly isWanted: () => Promise<boolean>,
    private readonly show: () => void,
    signal: AbortSignal,
  ) {
    this.#before = session.view();
    session.subscribe(() => this.#look(), signal);
    signal.addEventListener("abort", () => {
      for (const { timer } of this.#actions.values()) clearTimeout(timer);
      this.#watching?.abort();
    });
  }

  /** The user did this here. */
  onEvent(event: UserEvent): void {
    const action = actionOf(event, this.#before);
    if (action !== null)
      this.#actions.set(action, { timer: setTimeout(() => void this.#tell(action), MOMENT_MS) });
    this.#look();
  }

  async #tell(action: Action): Promise<void> {
    const isWanted = await this.isWanted();
    const told = this.#actions.get(action);
    if (told === undefined || !isWanted) return;
    told.id = Notification.emit(action.begun, "in-progress", {
      autoClose: false,
      actions: [{ label: strings.show, callback: this.show }],
    });
  }

  #look(): void {
    const view = this.session.view();
    this.#before = view;
    for (const [action, { timer, id }] of this.#actions) {
      const outcome = action.outcome(view);
      if (outcome === null) continue;
      clearTimeout(timer);
      this.#actions.delete(action);
      const autoClose = outcome.type === "error" ? false : DONE_SHOWN_MS;
      if (id !== undefined) Notification.update({ id, ...outcome, autoClose });
    }
    if (this.#actions.size === 0) {
      this.#watching?.abort();
      this.#watching = null;
    } else if (this.#watching === null) {
      this.#watching = new AbortController();
      this.watch(this.#watching.signal);
    }
  }
}

/** Null: nothing that takes its time. */
function actionOf(event: UserEvent, before: View): Action | null {
  switch (event.type) {
    case "launch":
    case "launch-with":
      return launch(before);
    case "scale":
      return scale(event.cluster);
    case "answer-stop":
      return event.stop && before.confirmStop !== null ? stop(before.confirmStop) : null;
    default:
      return null;
  }
}

function clusterOf(view: View, key: string) {
  return view.clusters?.find((cluster) => cluster.key === key);
}

function launch(before: View): Action {
  const known = before.form?.launched ?? null;
  const { begun, done, failed } = strings.launch;
  const error = { type: "error", message: failed } as const;
  return {
    begun,
    outcome({ form, clusters }) {
      if (form === null || form.launching) return null;
      const { launched, message } = form;
      if (launched === null || launched === known) return message?.level === "error" ? error : null;
      const status = clusters?.find(({ key }) => key === launched)?.status;
      if (status === "PENDING") return null;
      return status === "RUNNING" ? { type: "success", message: done(launched) } : error;
    },
  };
}

function scale(key: string): Action {
  const { begun, done, failed } = strings.scale;
  return {
    begun: begun(key),
    outcome(view) {
      const cluster = clusterOf(view, key);
      if (cluster?.busy) return null;
      const isRefused = cluster?.message?.level === "error";
      if (isRefused || cluster?.status !== "RUNNING")
        return { type: "error", message: failed(key) };
      return cluster.asked === null ? { type: "success", message: done(key) } : null;
    },
  };
}

function stop(key: string): Action {
  const { begun, done, failed } = strings.stop;
  return {
    begun: begun(key),
    outcome(view) {
      const cluster = clusterOf(view, key);
      if (cluster === undefined || cluster.status === "STOPPED" || cluster.status === "FAILED")
        return { type: "success", message: done(key) };
      const isRefused = !cluster.busy && cluster.message?.level === "error";
      return isRefused ? { type: "error", message: failed(key) } : null;
    },
  };
}
