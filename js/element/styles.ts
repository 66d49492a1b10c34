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
`);
  }
  return sheet;
}
