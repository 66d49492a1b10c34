import type { UserEvent } from "../view/model.js";
import { activeClusters, lineOf } from "./cluster-summary.js";
import { icon } from "./icon.js";
import type { Live } from "./live.js";
import type { RunningItem } from "./running-types.js";
import type { Started } from "./started.js";

/** How long a session that nobody shows asks after a refresh: for the gateway to be heard of, with the schedulers' figures. */
const LOOK_MS = 10_000;

/** A question that is open in the panel is not the one that is answered here. */
const CLOSE: UserEvent = { type: "answer-stop", stop: false };
const YES: UserEvent = { type: "answer-stop", stop: true };

/** Keeps the section as the session is. */
export function fillSection(
  section: { items: RunningItem[] },
  live: Pick<Live, "start" | "tell" | "show">,
  { core, session, ended = new AbortController().signal }: Started,
): void {
  let shown = "";
  const look = () => {
    const lines = activeClusters(session.view()).map((cluster) => lineOf(cluster, core));
    // JupyterLab draws all of it anew.
    const text = JSON.stringify(lines);
    if (text === shown) return;
    shown = text;
    section.items = lines.map(
      ({ key, name, state, figures, canStop }): RunningItem => ({
        icon: () => icon,
        label: () => name,
        labelTitle: () => [key, state, ...figures].join(" · "),
        // There is room for no more; what is known of its workers says that it runs.
        detail: () => figures[0] ?? state,
        open: () => live.show(key),
        // As with kernels, JupyterLab's button for one does not ask.
        ...(canStop ? { shutdown: () => stop(live, key) } : {}),
      }),
    );
  };
  session.subscribe(look, ended);
  ended.addEventListener("abort", () => {
    section.items = [];
  });
  look();
}

export function stopAll(live: Pick<Live, "start" | "tell">): void {
  // The last one closes the panel's dialog: what was confirmed goes on.
  void send(live, CLOSE, { type: "ask-stop-all" }, YES, CLOSE);
}

function stop(live: Pick<Live, "start" | "tell">, cluster: string): void {
  void send(live, CLOSE, { type: "ask-stop", cluster }, YES);
}

/** The user wants to know how it is now. This opens the session. */
export async function refresh(live: Pick<Live, "start" | "isStarted">): Promise<void> {
  const wasOpen = live.isStarted;
  const { core, session } = await live.start();
  core.watchSession(session, AbortSignal.timeout(LOOK_MS));
  if (wasOpen) session.dispatch({ type: "refresh" });
}

/** Does this for the user, where its outcome is not told. */
async function send(
  live: Pick<Live, "start" | "tell">,
  ...events: readonly UserEvent[]
): Promise<void> {
  const { core, session } = await live.start();
  const done = events.map((event) => {
    const before = session.view();
    session.dispatch(event);
    return [event, before] as const;
  });
  for (const each of done) await live.tell(core, session, true, ...each, true);
}
