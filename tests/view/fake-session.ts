import type {
  Host,
  HostAction,
  PageText,
  Session,
  UserEvent,
  View,
  WantedPage,
} from "../../js/view/model.js";

/** A core that remembers what it was told and shows what it is given. */
export class FakeSession implements Session {
  readonly events: UserEvent[] = [];
  /** What the next dispatches return; by default nothing. */
  answer: (event: UserEvent) => HostAction[] = () => [];
  /** The pages of schedulers that were asked for. */
  readonly pages: WantedPage[] = [];
  /** What comes of them. */
  readPages: (wanted: WantedPage) => Promise<PageText> = () =>
    Promise.resolve({ text: null, problem: { id: "no-scheduler" } });
  /** The options of the gateway, as JSON text. */
  spec: string | null = "[]";
  private readonly listeners = new Set<() => void>();

  #shown: View;

  constructor(public current: View) {
    this.#shown = structuredClone(current);
  }

  view(): View {
    return this.#shown;
  }

  dispatch(event: UserEvent): HostAction[] {
    this.events.push(event);
    return this.answer(event);
  }

  optionSpec(): string | null {
    return this.spec;
  }

  formText(wanted: string): string | null {
    return `<${wanted}>`;
  }

  readPage(wanted: WantedPage): Promise<PageText> {
    this.pages.push(wanted);
    return this.readPages(wanted);
  }

  presets(): string {
    return "[]";
  }

  keepPresets(): void {}

  subscribe(listener: () => void, signal: AbortSignal): void {
    this.listeners.add(listener);
    signal.addEventListener("abort", () => this.listeners.delete(listener));
  }

  /** Changes the view model and tells the mounts. */
  show(view: View): void {
    this.current = view;
    this.#shown = laidOver(this.#shown, structuredClone(view));
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
    connect: () => Promise.resolve(undefined),
    open: () => Promise.resolve(),
    ...more,
  };
}

/** As the real one: what has not changed stays the same object. */
function laidOver(old: View, next: View): View {
  const view: View = {
    ...next,
    form:
      next.form &&
      kept<typeof next.form>(old.form, {
        ...next.form,
        fields: next.form.fields.map((one, index) => kept(old.form?.fields[index], one)),
      }),
    clusters:
      next.clusters?.map((one) =>
        kept(
          old.clusters?.find(({ key }) => key === one.key),
          one,
        ),
      ) ?? null,
  };
  return kept(old, view);
}

function kept<T>(old: T | null | undefined, next: T): T {
  return JSON.stringify(old) === JSON.stringify(next) ? (old as T) : next;
}
