/**
 * Shows and focuses the control of a field of the form that heard the event: where a value is wrong in it, if that is told.
 * The control's own description then says what is wrong.
 */
export function goToField({ currentTarget }: Event, field: number): void {
  const form = (currentTarget as Element).closest("form");
  const control = form?.querySelector<HTMLElement>(`#field-${field}`);
  if (!control) return;
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
