/** What the browser takes away where the user's system chooses all colours, drawn in another way. */
export const forced = `
@media (forced-colors: active) {
  button:not(.tool, .plain) { border: 1px solid; }
  button:disabled { opacity: 1; }
  select, input[type="checkbox"] { appearance: auto; }
  [aria-invalid="true"] { border-width: 2px !important; }
  .problem { border: 1px solid; }
  .dot, .spinner { forced-color-adjust: none; color: CanvasText !important; }
  .icon { forced-color-adjust: auto; }
  .changed::before { background: Highlight; }
  [role="option"][aria-selected="true"] { background: SelectedItem; color: SelectedItemText; }
}
`;
