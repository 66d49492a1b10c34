import type { Session } from "../model.js";

/**
 * One mount among all that share a session. Two things belong to the session, not to a
 * mount: whether anybody is looking (the core polls only then), and who shows a modal dialog (two would
 * block each other).
 */
export interface Presence {
  readonly visible: boolean;
  setVisible(visible: boolean): void;
  /** Which clusters can be seen here, by their keys: their figures are asked for first. */
  setInView(clusters: ReadonlySet<string>): void;
  /** The user acts here: questions that follow are asked here. */
  markActive(): void;
  /** True for one mount at most: the one that was active last if it can be seen, else the first that can. */
  ownsDialog(): boolean;
}

/** The mounts of one session. */
interface Mounts {
  all: Set<Presence>;
  /** Who wants to hear of the session though nothing is drawn. */
  watchers: Set<AbortSignal>;
  lastActive: Presence | null;
  /** What the core was told last; null: nothing yet. */
  reported: boolean | null;
  /** Which clusters each mount said that can be seen there. */
  inView: Map<Presence, readonly string[]>;
  reportedInView: string | null;
  /** Whether any mount shows clusters, as the core was told last. */
  reportedShown: boolean;
}

const mountsOf = new WeakMap<Session, Mounts>();

/** Counts a mount in until the signal aborts. Nothing is told to the core before `setVisible`. */
export function registerMount(session: Session, signal: AbortSignal): Presence {
  const mounts = mountsFor(session);
  const presence: Presence & { visible: boolean } = {
    visible: false,
    setVisible(visible) {
      presence.visible = visible;
      reportVisibility(session, mounts);
      reportInView(session, mounts);
    },
    setInView(clusters) {
      // A host may show a cluster in what it has just ended.
      if (signal.aborted) return;
      mounts.inView.set(presence, [...clusters]);
      reportInView(session, mounts);
    },
    markActive() {
      mounts.lastActive = presence;
    },
    ownsDialog() {
      const owner = mounts.lastActive?.visible
        ? mounts.lastActive
        : [...mounts.all].find((mount) => mount.visible);
      return owner === presence;
    },
  };
  mounts.all.add(presence);

  followPage(session, mounts, signal);
  signal.addEventListener("abort", () => {
    mounts.all.delete(presence);
    mounts.inView.delete(presence);
    if (mounts.lastActive === presence) mounts.lastActive = null;
    reportVisibility(session, mounts);
    reportInView(session, mounts);
  });
  return presence;
}

/** Has a session ask while the page can be seen, though none of its mounts can, until the signal aborts. */
export function watchSession(session: Session, signal: AbortSignal): void {
  if (signal.aborted) return;
  const mounts = mountsFor(session);
  mounts.watchers.add(signal);
  followPage(session, mounts, signal);
  reportVisibility(session, mounts);
  signal.addEventListener("abort", () => {
    mounts.watchers.delete(signal);
    reportVisibility(session, mounts);
  });
}

function mountsFor(session: Session): Mounts {
  const mounts: Mounts = mountsOf.get(session) ?? {
    all: new Set(),
    watchers: new Set(),
    lastActive: null,
    reported: null,
    inView: new Map(),
    reportedInView: null,
    reportedShown: true,
  };
  mountsOf.set(session, mounts);
  return mounts;
}

function followPage(session: Session, mounts: Mounts, signal: AbortSignal): void {
  const onChange = () => reportVisibility(session, mounts);
  document.addEventListener("visibilitychange", onChange, { signal });
}

function reportVisibility(session: Session, mounts: Mounts): void {
  const visible =
    document.visibilityState !== "hidden" &&
    (mounts.watchers.size > 0 || [...mounts.all].some((mount) => mount.visible));
  if (visible === mounts.reported) return;
  mounts.reported = visible;
  session.dispatch({ type: "visible", visible });
}

/** Nothing is told before a mount knows, nor while none can be seen: then nothing is asked. */
function reportInView(session: Session, mounts: Mounts): void {
  const shown = [...mounts.inView].filter(([mount]) => mount.visible);
  const isShown = shown.length > 0;
  // Others may keep the session asking, but not for what a table alone shows.
  if (mounts.inView.size > 0 && isShown !== mounts.reportedShown) {
    mounts.reportedShown = isShown;
    session.dispatch({ type: "show-workers", shown: isShown });
  }
  if (!isShown) return;
  const clusters = [...new Set(shown.flatMap(([, keys]) => keys))].sort().join(" ");
  if (clusters === mounts.reportedInView) return;
  mounts.reportedInView = clusters;
  session.dispatch({ type: "in-view", clusters });
}
