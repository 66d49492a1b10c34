import type { ClusterView, FieldView, FormView, UserEvent, View } from "../model.js";

/** Says what the page and its host want of a session, each until it says something else. */
const STANDING = new Set<UserEvent["type"]>([
  "visible",
  "prefer",
  "prefer-stop-with-server",
  "prefer-seldom",
  "offer-relay",
  "in-view",
]);
/** What the user changes without anything being done at the gateway. */
const EDITS = new Set<UserEvent["type"]>([
  "edit",
  "check",
  "choose",
  "as-table",
  "edit-name",
  "paste-name",
  "edit-value",
  "add-row",
  "remove-row",
  "take-lines",
  "quote-values",
  "reset-field",
  "reset",
  "set-options",
  "fill-form",
  "choose-preset",
  "open-link",
  "edit-workers",
  "edit-up-to",
  "edit-cluster",
]);

export const isStanding = ({ type }: UserEvent) => STANDING.has(type);

/** What a core is to be told that follows on one that ended by a fault. */
export class Mirror {
  readonly #standing = new Map<UserEvent["type"], UserEvent>();
  /** The last picture that there was. */
  #view: View | null = null;
  /** Edits that are in no picture yet. */
  #edits: UserEvent[] = [];

  /** What is wanted from now on, whether there is a core or not. */
  stand(event: UserEvent): void {
    if (isStanding(event)) this.#standing.set(event.type, event);
  }

  /** The core has taken this in. */
  add(event: UserEvent): void {
    if (EDITS.has(event.type)) this.#edits.push(event);
  }

  /** The core shows this now. */
  look(view: View | null): void {
    this.#view = view;
    this.#edits = [];
  }

  standing(): UserEvent[] {
    return [...this.#standing.values()];
  }

  restoration(): Restoration {
    return new Restoration(this.#view, this.#edits);
  }
}

/** The way back to a picture, step by step as the new core hears from its gateway. */
export class Restoration {
  #form: FormView | null;
  #clusters: ClusterView[] | null;
  readonly #edits: UserEvent[];

  constructor(
    private readonly view: View | null,
    edits: readonly UserEvent[],
  ) {
    this.#form = view?.form ?? null;
    this.#clusters = view?.clusters ?? null;
    this.#edits = [...edits];
  }

  get isDone(): boolean {
    return this.#form === null && this.#clusters === null;
  }

  /** Launches that were not settled. */
  get unsettled(): string | null {
    return this.view?.unsettled ?? null;
  }

  /** From the beginning: the core that was being told has ended as well. */
  again(): Restoration {
    return new Restoration(this.view, this.#edits);
  }

  /** Whether it is an edit of what the new core does not have yet. */
  isWaitingFor({ type }: UserEvent): boolean {
    return EDITS.has(type) && (type === "edit-cluster" ? this.#clusters : this.#form) !== null;
  }

  /** An edit that was made since. */
  add(event: UserEvent): void {
    if (EDITS.has(event.type)) this.#edits.push(event);
  }

  /** What was there stands in the place of what the new core does not know yet. */
  show(view: View): View {
    return {
      ...view,
      form: view.form ?? this.#form,
      clusters: view.clusters ?? this.#clusters,
      loading: false,
    };
  }

  /** What is to be dispatched, now that the new core shows this. */
  next(view: View): UserEvent[] {
    const events: UserEvent[] = [];
    if (this.#form !== null && view.form !== null) {
      events.push(
        ...formEvents(this.#form.fields, view.form.fields),
        ...workersEvents(this.#form.workers, view.form.workers),
        ...this.#edits,
      );
      this.#form = null;
    }
    if (this.#clusters !== null && view.clusters !== null) {
      events.push(...clusterEvents(this.#clusters, view.clusters));
      this.#clusters = null;
    }
    return events;
  }
}

function formEvents(old: FieldView[], now: FieldView[]): UserEvent[] {
  const left = [...now];
  return old.flatMap((field) => {
    const at = left.findIndex(
      (it) => it.name === field.name && it.control.kind === field.control.kind,
    );
    const [same] = at < 0 ? [] : left.splice(at, 1);
    return same === undefined ? [] : fieldEvents(field, same);
  });
}

function workersEvents(old: FormView["workers"], now: FormView["workers"]): UserEvent[] {
  const events: UserEvent[] = [];
  const [{ text }, upTo] = [old.count, old.upTo.text];
  if (text !== now.count.text) events.push({ type: "edit-workers", text });
  if (upTo !== now.upTo.text) events.push({ type: "edit-up-to", text: upTo });
  return events;
}

/** What brings the field of a new form to what is shown in the old one's. */
function fieldEvents(old: FieldView, now: FieldView): UserEvent[] {
  const field = now.index;
  const { control } = old;
  switch (control.kind) {
    case "bool":
      return old.changed ? [{ type: "check", field, checked: control.checked }] : [];
    case "select": {
      const text = control.options[control.selected ?? -1];
      const option = now.control.kind === "select" ? now.control.options.indexOf(text ?? "") : -1;
      if (!old.changed || text === undefined || option < 0) return [];
      return [{ type: "choose", field, option }];
    }
    case "mapping": {
      const has = now.control.kind === "mapping" ? (now.control.rows?.length ?? null) : null;
      if (control.rows !== null) return tableEvents(field, control.rows, has ?? countRows(now));
      return old.text === now.text ? [] : [{ type: "edit", field, text: old.text }];
    }
    default:
      return old.text === now.text ? [] : [{ type: "edit", field, text: old.text }];
  }
}

/** How many rows its table will have. */
function countRows({ control }: FieldView): number {
  return control.kind === "mapping" ? (control.entries ?? 0) : 0;
}

function tableEvents(
  field: number,
  rows: { name: string; value: string }[],
  has: number,
): UserEvent[] {
  const events: UserEvent[] = [{ type: "as-table", field, table: true }];
  for (let row = has; row < rows.length; row += 1) events.push({ type: "add-row", field });
  for (let row = has - 1; row >= rows.length; row -= 1)
    events.push({ type: "remove-row", field, row });
  rows.forEach(({ name, value }, row) => {
    events.push({ type: "edit-name", field, row, text: name });
    events.push({ type: "edit-value", field, row, text: value });
  });
  return events;
}

function clusterEvents(old: ClusterView[], now: ClusterView[]): UserEvent[] {
  const known = new Map(now.map((cluster) => [cluster.key, cluster]));
  return old.flatMap((cluster) => {
    const same = known.get(cluster.key);
    if (same === undefined || same.status !== "RUNNING") return [];
    const shown = String(cluster.asked ?? cluster.workers ?? "");
    const isTyped = { workers: cluster.workersInput.text !== shown, minimum: true, maximum: true };
    return (["workers", "minimum", "maximum"] as const).flatMap((input): UserEvent[] => {
      const { text } = cluster[`${input}Input`];
      if (!isTyped[input] || text === same[`${input}Input`].text) return [];
      return [{ type: "edit-cluster", cluster: cluster.key, input, text }];
    });
  });
}
