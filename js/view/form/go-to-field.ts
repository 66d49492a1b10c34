import type { Context } from "../context.js";
import type { FieldView } from "../model.js";
import { foldsMappings } from "./folds.js";

/**
 * Shows and focuses the control of one of the form's fields: where a value is wrong in it, if that is told. The control's own
 * description then says what is wrong. What hides the field is opened first.
 */
export function goToField(
  { folds, fold }: Context,
  { currentTarget }: Event,
  fields: FieldView[],
  field: number,
): void {
  const root = (currentTarget as Element).getRootNode() as ShadowRoot;
  if (root.getElementById(`field-${field}`) !== null) {
    focusField(root, field);
    return;
  }
  const { control, name = null } = fields[field] ?? {};
  fold({
    filter: "",
    shown: new Set([...folds.shown, field]),
    opened: control?.kind === "mapping" && foldsMappings(fields) ? name : null,
  });
  // Once it is drawn.
  queueMicrotask(() => focusField(root, field));
}

function focusField(root: ShadowRoot, field: number): void {
  const control = root.getElementById(`field-${field}`);
  if (control === null) return;
  const wrong = control.querySelector<HTMLElement>('[aria-invalid="true"]') ?? control;
  for (
    let part = wrong.closest("details");
    part;
    part = part.parentElement?.closest("details") ?? null
  ) {
    part.open = true;
  }
  wrong.focus();
  // Not below the form's foot, which covers what scrolls behind it.
  wrong.scrollIntoView({ block: "center" });
}
