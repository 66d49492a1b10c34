/** The pieces of the panel, which has a root of its own, that the page can style. */
export const PANEL_PARTS = [
  "panel",
  "header",
  "problem",
  "form",
  "field",
  "foot",
  "launch",
  "footprint",
  "clusters",
  "cluster",
  "recent",
  "dialog",
];

/** Lets the page's styles reach those, and its buttons into the form's foot. */
export function letThrough(panel: Element | null): void {
  panel?.setAttribute("exportparts", PANEL_PARTS.join());
  const slot = document.createElement("slot");
  slot.name = slot.slot = "actions";
  panel?.append(slot);
}
