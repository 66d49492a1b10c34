import type { Session } from "../model.js";

/**
 * One mount's place among all mounts that share a session. Two things belong to the session, not to a
 * mount: whether anybody is looking (the core polls only then), and who shows a modal dialog (two would
 * block each other).
 */
export interface Seat {
  readonly visible: boolean;
  setVisible(visible: boolean): void;
  /** The user acts here: questions that follow are asked here. */
  touch(): void;
  /** True for one mount at most: the last one touched if it can be seen, else the first that can. */
  asksHere(): boolean;
}

interface Table {
  seats: Set<Seat>;
  touched: Seat | null;
  /** What the core was told last; null: nothing yet. */
  told: boolean | null;
}

const tables = new WeakMap<Session, Table>();

/** Takes a seat until the signal aborts. Nothing is told to the core before `setVisible`. */
export function takeSeat(session: Session, signal: AbortSignal): Seat {
  let table = tables.get(session);
  if (table === undefined) {
    table = { seats: new Set(), touched: null, told: null };
    tables.set(session, table);
  }
  const { seats } = table;
  const shared = table;

  let visible = false;
  const seat: Seat = {
    get visible() {
      return visible;
    },
    setVisible(value) {
      visible = value;
      tell(session, shared);
    },
    touch() {
      shared.touched = seat;
    },
    asksHere() {
      const last = shared.touched;
      if (last?.visible) return last === seat;
      for (const other of seats) if (other.visible) return other === seat;
      return false;
    },
  };
  seats.add(seat);

  document.addEventListener("visibilitychange", () => tell(session, shared), { signal });
  signal.addEventListener("abort", () => {
    seats.delete(seat);
    if (shared.touched === seat) shared.touched = null;
    tell(session, shared);
  });
  return seat;
}

function tell(session: Session, table: Table): void {
  const seen =
    document.visibilityState !== "hidden" && [...table.seats].some((seat) => seat.visible);
  if (seen === table.told) return;
  table.told = seen;
  session.dispatch({ type: "visible", visible: seen });
}
