let sheet: CSSStyleSheet | undefined;

/** Beside the view's own: what only the element has. Adopted, as those are, for pages that forbid inline styles. */
export function ownStyles(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`
:host([hidden]) { display: none; }
.login { display: grid; gap: 12px; max-width: 360px; }
.login .primary { min-height: 32px; }
.user { display: flex; flex-wrap: wrap; align-items: center; justify-content: end; gap: 0 8px; padding: 4px 12px 0; }
.user > span { color: var(--text-quiet); font-size: var(--size-small); }
input[type="password"] {
  width: 100%;
  height: 28px;
  margin: 0;
  padding: 0 7px;
  border: 1px solid var(--field-line);
  border-radius: var(--radius);
  background: var(--field);
  color: var(--text-strong);
}
input[type="password"]:focus { border-color: var(--ring); outline: 1px solid var(--ring); outline-offset: 0; background: var(--field-active); }
`);
  }
  return sheet;
}
