import type { FieldView } from "../model.js";

/**
 * What is out of sight in a mount, and what is open for an edit. That is a kind of scrolling: so the view keeps it, not the core.
 * What is hidden of the form is shown again when something goes to it, see `go-to-field.ts`.
 */
export interface Folds {
  /** Only fields with this in their label or name are shown. */
  filter: string;
  /** All fields are shown, however many. */
  expanded: boolean;
  /** Fields beyond the first that are shown all the same: by their indices. */
  shown: ReadonlySet<number>;
  /** The name of the mapping that is edited in a dialog. */
  opened: string | null;
  /** The key of the cluster that is being named. */
  naming: string | null;
  /** Recent clusters are shown however many there are. */
  allRecent: boolean;
}

export const ALL_FOLDED: Folds = {
  filter: "",
  expanded: false,
  shown: new Set(),
  opened: null,
  naming: null,
  allRecent: false,
};

/** With more fields than this, a form has a filter and folds. */
const MANY_FIELDS = 12;
/** So many come first and are always shown: administrators begin with what matters. */
const FIRST_FIELDS = 8;
/** With more mappings than this in a form, they are a line each and open in a dialog. */
const FEW_MAPPINGS = 3;

export function hasManyFields(fields: FieldView[]): boolean {
  return fields.length > MANY_FIELDS;
}

/** The fields that are shown now: those sought, or the first and whatever is not as it was at first. */
export function fieldsInSight(folds: Folds, fields: FieldView[]): FieldView[] {
  if (!hasManyFields(fields)) return fields;
  const sought = folds.filter.trim().toLowerCase();
  if (sought !== "") {
    return fields.filter(({ label, name }) =>
      [label, name].some((text) => text.toLowerCase().includes(sought)),
    );
  }
  // What was shown once stays: it may be a field in which somebody types its default again.
  const isShown = ({ index, changed, error, note, before }: FieldView) =>
    folds.shown.has(index) || changed || error !== null || note !== null || before !== null;
  folds.shown = new Set(fields.filter(isShown).map(({ index }) => index));
  return folds.expanded
    ? fields
    : fields.filter(({ index }) => index < FIRST_FIELDS || folds.shown.has(index));
}

/** Whether the mappings of this form are a line each. */
export function foldsMappings(fields: FieldView[]): boolean {
  return fields.filter(({ control }) => control.kind === "mapping").length > FEW_MAPPINGS;
}
