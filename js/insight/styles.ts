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
.looks { display: flex; flex-wrap: wrap; gap: 2px; margin-inline-start: -6px; }
.looks .menu { gap: 2px; padding-inline-end: 2px; }
.looks .menu[aria-expanded="true"] { background: var(--raised); }
.plot-menu { position: fixed; inset: auto; display: flex; flex-direction: column; gap: 4px; box-sizing: border-box; width: 220px; max-width: calc(100vw - 8px); margin: 0; padding: 6px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); color: var(--text); box-shadow: 0 4px 16px rgb(0 0 0 / 30%); }
.plot-menu input { flex: none; }
.plot-menu ul { flex: 0 1 auto; min-height: 0; max-height: 320px; margin: 0 -6px; padding: 0; overflow: auto; list-style: none; }
.plot-menu li[hidden] { display: none; }
.plot-menu li:not(.other) + .other { margin-top: 4px; padding-top: 4px; border-top: 1px solid var(--line); }
.plot-menu button { display: block; width: 100%; min-height: 24px; padding: 2px 13px; border-radius: 0; background: none; color: var(--text-strong); text-align: start; }
.plot-menu button:is(:hover, :focus-visible) { background: var(--raised); }
.plot-menu button:focus-visible { outline-offset: -2px; }
.plot-menu p { margin: 2px 7px; color: var(--text-quiet); font-size: var(--size-small); }
.plot-menu p:empty { display: none; }
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
