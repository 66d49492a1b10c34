import { sharedSheet } from "../page/shared-sheet.js";

const styles = `
.trends { display: grid; grid-template-columns: 2fr 3fr; align-items: end; gap: 12px; }
.trend p { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 6px; font-size: var(--size-small); color: var(--text-quiet); }
.trend b { font-weight: 400; color: var(--text); }
.trend svg { display: block; width: 100%; height: 24px; border-bottom: 1px solid var(--line); }
.trend .line { fill: none; stroke: var(--brand); stroke-width: 1.5; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.trend .area { fill: color-mix(in srgb, var(--brand) 16%, transparent); }
@container (min-width: 37em) {
  .trends { grid-template-columns: 1fr 1fr; column-gap: 24px; }
  .trend svg { height: 40px; }
}
.tasks { display: grid; gap: 6px; }
.tasks svg { display: block; width: 100%; height: 6px; border-radius: 3px; background: var(--raised); }
.tasks .released { fill: color-mix(in srgb, var(--good) 60%, var(--surface)); }
.tasks .memory { fill: var(--good); }
.tasks .processing { fill: var(--brand); }
.tasks .erred { fill: var(--error); }
.tasks .figures { margin-top: -2px; }
.tasks .wrong { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 6px; }
.tasks .wrong:not(:has(button)) { margin-top: -6px; }
.tasks .wrong button { min-height: 24px; margin-block: -3px; padding: 0 2px; font-size: inherit; }
.workers { min-width: 0; }
.workers .sum { padding-bottom: 4px; color: var(--text); overflow-wrap: anywhere; }
.workers .sum:empty { display: none; }
.workers .stopped { color: var(--text-quiet); }
.workers .listing { --row: 4.85em; position: relative; max-height: max(320px, 26em); overflow-y: auto; overflow-anchor: none; color: var(--text); border-block: 1px solid var(--line); font-variant-numeric: tabular-nums; line-height: 1.5; }
/* Larger text has fewer words in a line. */
@container (max-width: 26em) { .workers .tall { --row: 6.35em; } }
@container (max-width: 16em) { .workers .listing { --row: 9.5em; max-height: 30em; } }
.workers .listing:focus-visible { outline: 2px solid var(--ring); outline-offset: -2px; }
.workers .head, .workers [data-state="running"] .state { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
/* What has no room on its third line is cut off: the least important stands last. */
.workers [role="row"] { position: relative; display: flex; flex-wrap: wrap; align-content: start; column-gap: 10px; height: var(--row); box-sizing: border-box; overflow: hidden; padding: 3px 6px; border-bottom: 1px solid var(--line); border-inline-start: 2px solid transparent; }
.workers .trouble { border-inline-start-color: var(--error); }
.workers .name { flex: 1 1 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-family: var(--code); font-weight: 400; }
.workers .trouble:is([data-state="paused"], [data-state="silent"]) .state { color: var(--error-text); }
.workers .memory { flex: 1 0 100%; order: 1; display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 8px; }
.workers .memory span:only-child { grid-column: 2; }
.workers .memory svg { width: 100%; height: 6px; border-radius: 3px; background: var(--raised); }
.workers .memory rect { fill: var(--good); }
.workers .near rect { fill: var(--error); }
.workers .near span { color: var(--error-text); }
.workers [data-of] { order: 2; white-space: nowrap; }
.workers .threads { order: 3; }
.workers [data-of]:is(:empty, .usual) { display: none; }
.workers [data-of]::before { content: attr(data-of) " "; color: var(--text-quiet); }
.workers .log button { min-width: 24px; scroll-margin-block: 32px; min-height: 24px; margin-block: -3px; padding: 0 2px; font-size: inherit; line-height: inherit; }
/* As much as the columns need. */
@container (min-width: 55.4em) {
  .workers .listing { --row: max(28px, 2.34em); }
  .workers [role="row"] { display: grid; grid-template-columns: minmax(5.8em, 2fr) 8em minmax(12.5em, 2fr) 5.2em 3.7em 4.5em 3.4em 5.4em 2.4em; align-items: center; align-content: normal; column-gap: 10px; padding-block: 0; }
  .workers .head { position: sticky; z-index: 1; top: 0; width: auto; height: auto; clip-path: none; overflow: visible; background: var(--surface); }
  .workers .head [role="row"] { height: max(24px, 2em); }
  .workers [role="columnheader"], .workers [data-state="running"] .state { color: var(--text-quiet); }
  .workers [role="columnheader"]:nth-child(n + 4), .workers [data-of] { text-align: end; }
  .workers [data-state="running"] .state { position: static; width: auto; height: auto; clip-path: none; }
  .workers :is(.memory, .threads, [data-of]) { order: 0; }
  .workers [data-of]:is(:empty, .usual) { display: block; }
  .workers [data-of]::before { content: none; }
  .workers .usual { color: var(--text-quiet); }
  .workers .memory { grid-template-columns: minmax(30px, 1fr) 8.9em; }
  .workers .memory > span { text-align: end; white-space: nowrap; }
}
dialog.logs[open] { display: flex; flex-direction: column; width: min(960px, 100vw - 32px); height: min(640px, 100vh - 32px); }
.logs > div:first-child { flex: 1; min-height: 0; }
.logs > .buttons { align-items: center; justify-content: space-between; padding: 8px 12px; border-top: 1px solid var(--line); }
.looks { display: flex; flex-wrap: wrap; gap: 2px; margin-inline-start: -6px; }
.looks .menu { gap: 2px; padding-inline-end: 2px; }
.looks .menu[aria-expanded="true"] { background: var(--raised); }
.plot-menu { position: fixed; inset: auto; display: flex; flex-direction: column; gap: 4px; box-sizing: border-box; width: 17em; max-width: calc(100vw - 8px); margin: 0; padding: 6px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); color: var(--text); box-shadow: 0 4px 16px rgb(0 0 0 / 30%); }
.plot-menu input { flex: none; }
.plot-menu ul { flex: 0 1 auto; min-height: 0; max-height: 320px; margin: 0 -6px; padding: 0; overflow: auto; list-style: none; }
.plot-menu li[hidden] { display: none; }
.plot-menu li:not(.other) + .other { margin-top: 4px; padding-top: 4px; border-top: 1px solid var(--line); }
.plot-menu button { display: block; width: 100%; border: 0; min-height: 24px; padding: 2px 13px; border-radius: 0; background: none; color: var(--text-strong); text-align: start; }
.plot-menu button:is(:hover, :focus-visible) { background: var(--raised); }
.plot-menu button:focus-visible { outline-offset: -2px; }
.plot-menu p { margin: 2px 7px; color: var(--text-quiet); font-size: var(--size-small); }
.plot-menu p:empty { display: none; }
.users { display: flex; flex-wrap: wrap; column-gap: 10px; margin-top: -4px; font-size: var(--size-small); color: var(--text-quiet); }
.users:empty { display: none; }
@media (forced-colors: active) {
  .tasks svg, .workers .memory svg { background: Canvas; outline: 1px solid; }
  .workers [role="row"]:not(.trouble) { border-inline-start-color: Canvas; }
}
.users button { display: inline; min-height: 24px; padding: 0 3px; text-align: start; overflow-wrap: anywhere; }
`;

/** Adopted beside the view's: its colours and sizes hold here too. */
export const stylesheet = sharedSheet(styles);
