const styles = `
.tasks { display: grid; gap: 6px; }
.tasks svg { display: block; width: 100%; height: 6px; border-radius: 3px; background: var(--raised); }
.tasks rect { transition: x 0.3s, width 0.3s; }
.tasks .released { fill: color-mix(in srgb, var(--good) 60%, var(--surface)); }
.tasks .memory { fill: var(--good); }
.tasks .processing { fill: var(--brand); }
.tasks .erred { fill: var(--error); }
.tasks .wrong:empty { display: none; }
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all mounts, adopted beside the view's: its colours and sizes hold here too. */
export function stylesheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  }
  return sheet;
}
