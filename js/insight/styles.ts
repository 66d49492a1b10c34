const styles = `
.trends { display: grid; grid-template-columns: 2fr 3fr; align-items: end; gap: 12px; }
.trend p { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 6px; font-size: var(--size-small); color: var(--text-quiet); }
.trend b { font-weight: 400; color: var(--text); }
.trend svg { display: block; width: 100%; height: 24px; border-bottom: 1px solid var(--line); }
.trend .line { fill: none; stroke: var(--brand); stroke-width: 1.5; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.trend .area { fill: color-mix(in srgb, var(--brand) 16%, transparent); }
@container (min-width: 480px) { 
  .trends { grid-template-columns: 1fr 1fr; column-gap: 24px; }
  .trend svg { height: 40px; }
}
.tasks { display: grid; gap: 6px; }
.tasks svg { display: block; width: 100%; height: 6px; border-radius: 3px; background: var(--raised); }
.tasks rect { transition: x 0.3s, width 0.3s; }
.tasks .released { fill: color-mix(in srgb, var(--good) 60%, var(--surface)); }
.tasks .memory { fill: var(--good); }
.tasks .processing { fill: var(--brand); }
.tasks .erred { fill: var(--error); }
.tasks .figures { margin-top: -2px; }
.tasks .wrong:empty { display: none; }
dialog.logs[open] { display: flex; flex-direction: column; width: min(960px, 100vw - 32px); height: min(640px, 100vh - 32px); }
.logs > div:first-child { flex: 1; min-height: 0; }
.logs > .buttons { justify-content: end; padding: 8px 12px; border-top: 1px solid var(--line); }
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
