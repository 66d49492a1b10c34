import { Notification } from "@jupyterlab/apputils";
import { labServices } from "../jupyter/lab-services.js";
import type { Session, UserEvent, View } from "../view/model.js";
import type { Core } from "./started.js";
import { type Action, actionOf, type Outcome } from "./told-actions.js";
import { strings } from "./told-strings.js";

/** What is over sooner needs no notification. */
export const MOMENT_MS = 2_000;
/** How long it is told that something was done. What failed stays until it is dismissed. */
const DONE_SHOWN_MS = 5_000;

/** What is known of an action that is not over. */
interface Progress {
  readonly timer: ReturnType<typeof setTimeout>;
  /** It was done where its outcome is not told. */
  readonly away: boolean;
  /** The notification's. */
  id?: string;
}

/** What a session's notifications need of JupyterLab. */
export interface Surroundings {
  /** Keeps the session asking until the signal aborts. */
  watch(signal: AbortSignal): void;
  /** The user's setting. */
  isWanted(): Promise<boolean>;
  /**
   * Opens the panel, at the cluster with this key if it is there. Absent: the panel shows another gateway; null: there is no panel.
   */
  show?: ((cluster: string | null) => void) | null | undefined;
  /** What a panel would say of the cluster with this key, or of the launch. */
  reason?(cluster: string | null): string;
}

/**
 * JupyterLab's notifications of what a user does in one session and what takes longer than a moment: one for each, in the tab in
 * which it was done. Until they are over, the session goes on asking though nothing of it can be seen.
 */
export class Told {
  readonly #actions = new Map<Action, Progress>();
  /** The notifications of what is over, for as long as they may be there. */
  readonly #over = new Set<string>();
  /** Ends what is done while something goes on. */
  #following: AbortController | null = null;

  constructor(
    private readonly session: Session,
    private readonly around: Surroundings,
  ) {}

  /**
   * The user did this here.
   *
   * @param before What there was to see.
   * @param away It was done where its outcome is not told: a failure is told however soon it comes, and without a panel all is.
   */
  onEvent(event: UserEvent, before: View, away = false): void {
    if (event.type === "cancel-stops")
      for (const action of this.#actions.keys()) action.cancel?.(this.session.view());
    const action = actionOf(event, before);
    if (action !== null) {
      for (const [earlier, progress] of this.#actions)
        if (earlier.cluster !== null && action.replaces.includes(earlier.cluster))
          this.#end(earlier, progress);
      const timer = setTimeout(() => void this.#tell(action), MOMENT_MS);
      this.#actions.set(action, { timer, away });
    }
    this.#look();
  }

  /** The user has logged out: nothing more becomes known, and nothing stays to be read by the next one. */
  end(): void {
    for (const id of this.#over) dismiss(id);
    this.#over.clear();
    for (const [action, progress] of this.#actions) this.#end(action, progress);
    this.#following?.abort();
  }

  async #tell(action: Action): Promise<void> {
    const isWanted = await this.around.isWanted();
    const progress = this.#actions.get(action);
    if (progress === undefined || !isWanted) return;
    progress.id = Notification.emit(action.begun, "in-progress", {
      autoClose: false,
      actions: this.#showAction(action),
    });
  }

  #look(): void {
    const view = this.session.view();
    for (const [action, progress] of this.#actions) {
      const outcome = action.outcome(view);
      // Who dismisses it does not want to hear more of it.
      const isDismissed = progress.id !== undefined && !Notification.manager.has(progress.id);
      if (outcome === null && !isDismissed) continue;
      if (outcome === null || outcome === "nothing" || isDismissed) {
        this.#end(action, progress);
        continue;
      }
      this.#forget(action, progress);
      void this.#tellOutcome(action, progress, outcome);
    }
    if (this.#actions.size === 0) {
      this.#following?.abort();
      this.#following = null;
    } else if (this.#following === null) {
      this.#following = new AbortController();
      this.session.subscribe(() => this.#look(), this.#following.signal);
      this.around.watch(this.#following.signal);
    }
  }

  /** It is followed no more. */
  #forget(action: Action, { timer }: Progress): void {
    clearTimeout(timer);
    this.#actions.delete(action);
  }

  /** Nothing is to be said of it any more. */
  #end(action: Action, progress: Progress): void {
    this.#forget(action, progress);
    if (progress.id !== undefined) dismiss(progress.id);
  }

  async #tellOutcome(
    action: Action,
    { id, away }: Progress,
    outcome: Exclude<Outcome, "nothing">,
  ): Promise<void> {
    const isError = outcome.type === "error";
    const message = isError
      ? `${outcome.message} ${this.#why(action.cluster)}`.trim()
      : outcome.message;
    const options = { autoClose: isError ? (false as const) : DONE_SHOWN_MS };
    const isTold = away && (isError || this.around.show === null);
    if (id !== undefined) Notification.update({ id, type: outcome.type, message, ...options });
    else if (isTold && (await this.around.isWanted()))
      id = Notification.emit(message, outcome.type, {
        ...options,
        actions: this.#showAction(action),
      });
    if (id !== undefined) this.#over.add(id);
  }

  #why(cluster: string | null): string {
    const { show, reason } = this.around;
    if (show === null) return reason?.(cluster) ?? "";
    return show === undefined ? strings().why.widget : strings().why.panel;
  }

  #showAction(action: Action): Notification.IAction[] {
    const { show } = this.around;
    if (!show) return [];
    return [{ label: strings().show, callback: () => show(action.cluster) }];
  }
}

function dismiss(id: string): void {
  if (Notification.manager.has(id)) Notification.dismiss(id);
}

/** What it takes of the core to tell. */
export type ToldCore = Pick<Core, "watchSession" | "formatMessage" | "pageStrings">;

/** What is said of the cluster with this key, or in the form, or else of the gateway: a sentence; "": nothing. */
export function reasonIn(
  view: View,
  { formatMessage, pageStrings }: Pick<Core, "formatMessage" | "pageStrings">,
  cluster: string | null,
): string {
  const own = view.clusters?.find(({ key }) => key === cluster)?.message;
  const said = own ?? view.form?.message ?? view.problem;
  return said ? formatMessage(pageStrings(), said.message) : "";
}

const all = new WeakMap<Session, Told>();

/** The session has ended. */
export function endTold(session: Session): void {
  all.get(session)?.end();
}

/** The session's notifications. `show`: see {@link Surroundings}. */
export function toldOf(core: ToldCore, session: Session, show: Surroundings["show"]): Told {
  const told =
    all.get(session) ??
    new Told(session, {
      watch: (signal) => core.watchSession(session, signal),
      reason: (cluster) => reasonIn(session.view(), core, cluster),
      isWanted: async () => (await labServices.settings?.())?.notifications ?? true,
      show,
    });
  all.set(session, told);
  return told;
}
