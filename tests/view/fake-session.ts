import type { Host, HostAction, Session, UserEvent, View } from "../../js/view/model.js";

/** A core that remembers what it was told and shows what it is given. */
export class FakeSession implements Session {
  readonly events: UserEvent[] = [];
  /** What the next dispatches return; by default nothing. */
  answer: (event: UserEvent) => HostAction[] = () => [];
  private readonly listeners = new Set<() => void>();

  constructor(public current: View) {}

  view(): View {
    // A copy, as the real one: the view must not depend on identity.
    return structuredClone(this.current);
  }

  dispatch(event: UserEvent): HostAction[] {
    this.events.push(event);
    return this.answer(event);
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    this.listeners.add(listener);
    signal.addEventListener("abort", () => this.listeners.delete(listener));
  }

  /** Changes the view model and tells the mounts. */
  show(view: View): void {
    this.current = view;
    for (const listener of this.listeners) listener();
  }

  get listening(): number {
    return this.listeners.size;
  }
}

/** A host that can do everything, and does nothing. */
export function fakeHost(more: Partial<Host> = {}): Host {
  return {
    copy: () => Promise.resolve(),
    insert: () => Promise.resolve(),
    open: () => Promise.resolve(),
    ...more,
  };
}
