/** Beside the view's own: what only the element has. */
export const ownStyles = `
:host([hidden]) { display: none; }
.login { display: grid; gap: 12px; max-width: 360px; }
.login .primary { min-height: 32px; }
.user { display: flex; flex-wrap: wrap; align-items: center; justify-content: end; gap: 0 8px; padding: 4px 12px 0; }
.texts { padding: 0 12px 12px; }
.texts summary { width: fit-content; }
.texts h4 { font-family: inherit; }
.texts pre {
  max-height: 320px;
  margin: 0 0 12px;
  padding: 8px 10px;
  overflow: auto;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--field);
  color: var(--text-strong);
  font: var(--size-small) / 1.5 var(--code);
  white-space: pre;
}
@container (min-width: 53.8em) { .texts { padding-inline: 20px; } }
::slotted(button) {
  min-height: 32px;
  padding: 0 10px;
  border: 0;
  border-radius: var(--radius);
  background: var(--accept);
  color: var(--accept-text);
  font: 600 var(--size) / 1.4 var(--font);
  cursor: pointer;
}
::slotted(button:hover) { background: var(--accept-hover); }
::slotted(button:active) { background: var(--accept-active); }
::slotted(button:disabled) { background: var(--accept); opacity: 0.45; cursor: default; }
.user > span { color: var(--text-quiet); font-size: var(--size-small); }
`;
