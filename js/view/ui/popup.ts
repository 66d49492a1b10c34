/** Puts a newly drawn popover above everything (styles say where), and its active option in sight. */
export function showPopup(root: ShadowRoot): void {
  const popover = root.querySelector<HTMLElement>("[popover]");
  // Without anchors there it stays in the panel.
  if (popover !== null && CSS.supports("anchor-name: --a") && !popover.matches(":popover-open")) {
    popover.showPopover();
  }
  popover?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}
