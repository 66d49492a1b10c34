/** The list of clusters. */
export const clusters = `
.cluster { display: grid; gap: 8px; padding-block: 10px 12px; border-top: 1px solid var(--line); container-type: inline-size; }
/* Of many, those out of sight are neither laid out nor painted. Their height is remembered. */
.many .cluster { content-visibility: auto; contain-intrinsic-size: auto 180px; padding-inline: 4px; margin-inline: -4px; }
.column > ul { padding-top: 4px; }
.cluster:focus-visible { outline-offset: 3px; }
.title { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 7px; }
h4 { font: 600 var(--size) / 1.4 var(--code); color: var(--text-strong); }
h4.alias { font-family: inherit; }
/* However long, it stays beside the dot, and what it is edited with beside it. */
.title h4 { max-width: calc(100% - 44px); }
.title .rename { width: 24px; min-height: 24px; align-self: center; margin-block: -3px; margin-inline: -3px; color: var(--text-quiet); }
.rename .icon { width: 13px; height: 13px; }
.alias-input { flex: 1 1 120px; min-width: 0; max-width: 260px; }
.age { margin-inline-start: auto; white-space: nowrap; }
.dot { width: 8px; height: 8px; border-radius: 50%; background: var(--idle); align-self: center; }
.running .dot { background: var(--good); }
.failed .dot { background: var(--error); }
.title .spinner { margin-inline: -2px; color: var(--brand); }

/* Each has a point before it, and the first of a line has it where it is cut off. */
.figures { display: flex; flex-wrap: wrap; margin-top: -4px; overflow: hidden; }
.figures span { position: relative; margin-inline: -16px 16px; padding-inline-start: 16px; }
.figures span::before { content: "·"; position: absolute; inset-inline-start: 0; width: 16px; text-align: center; }
progress { appearance: none; display: block; width: 100%; height: 4px; border: 0; border-radius: 2px; overflow: hidden; background: var(--raised); }
progress::-webkit-progress-bar { background: var(--raised); }
progress::-webkit-progress-value { background: var(--brand); }
progress::-moz-progress-bar { background: var(--brand); }

.silent .dot { background: none; box-shadow: inset 0 0 0 2px var(--idle); }
.ending { margin-top: -4px; font-size: var(--size-small); color: var(--text-quiet); }
.ending:not(:has(:not(:empty))) { display: none; }
.ending.long { color: var(--text); }

.grab { cursor: grab; user-select: none; }

.why { margin-top: -4px; font-size: var(--size-small); }
.why summary { width: fit-content; padding-block: 3px; line-height: 18px; }
.why p { margin-top: 4px; }

.scaling { display: grid; gap: 6px; }
.scaling :is(.hint, .footprint) { margin-top: 4px; }
.ask { display: grid; grid-template-columns: calc(var(--size) * 4.5) minmax(0, calc(var(--size) * 8.6)) minmax(calc(var(--size) * 4.6), auto); justify-content: start; align-items: center; gap: 6px; }
.ask label { font-size: var(--size-small); }
@container (max-width: 16em) { .ask { grid-template-columns: minmax(0, 1fr) auto; } .ask label { grid-column: 1 / -1; } }
.inputs { display: flex; align-items: center; gap: 5px; font-size: var(--size-small); }
.ask button { padding: 0 4px; white-space: nowrap; }
.inputs span { white-space: nowrap; }
.inputs:has(span) input { min-width: 24px; padding-inline: 5px; }
.tick { display: flex; align-items: center; gap: 8px; width: fit-content; min-height: 24px; font-size: var(--size-small); }
.rest { display: flow-root; margin-top: 2px; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 2px; }
/* Few enough to stand beside "Options". */
.few { float: inline-end; margin: 0; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 2px; margin-inline-start: -6px; }
.tools .word { display: none; }
/* All of them in one line, also in a side panel that is as narrow as it can be. */
.tools:has(.connect) { gap: 0; }
.tools .connect { margin-inline: 6px 0; padding-inline: 5px; }
.tools:has(.connect) ~ .stop { padding-inline: 6px; }
.actions .stop { margin-inline-start: auto; }
.actions .stop:not(:disabled, [aria-disabled="true"]):hover { background: var(--danger); color: var(--danger-text); }

.used { font-size: var(--size-small); color: var(--text-quiet); }
.used dl { clear: both; }
.used summary { width: fit-content; padding-block: 6px; padding-inline-end: 6px; line-height: 16px; }
.used dl { display: grid; gap: 3px; padding-top: 2px; color: var(--text); }
/* What is too long to stand beside its label stands below it. */
.used dl > div { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 12px; padding-block: 2px; border-top: 1px solid var(--line); }
.used dt { color: var(--text-quiet); }
.used dd { max-width: 100%; max-height: 16em; overflow-y: auto; white-space: pre-wrap; }

/* Those that ended. */
.recent { margin-top: 14px; }
.past { gap: 3px; padding-block: 7px 8px; }
.past.news .dot { background: var(--brand); }
.past[data-ended="failed"] .dot { background: var(--error); }
.past .actions { margin-inline-start: -6px; }
.past .dismiss { margin-inline-start: auto; margin-inline-end: -6px; }

.stops { display: grid; gap: 2px; max-height: 40vh; overflow-y: auto; }
.stops li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; column-gap: 12px; padding-block: 3px; }
.stops label { display: flex; align-items: center; gap: 6px; min-width: 0; min-height: 24px; }
.stops .state { font-size: var(--size-small); }
.stops .state:not(.wrong) { color: var(--text-quiet); }

/* Below the heading, or beside it where there is room. */
.heading .spent { order: 1; flex: 1 0 100%; font-size: var(--size-small); color: var(--text-quiet); }
@container (min-width: 37em) { .heading .spent { order: 0; flex: auto; margin-inline: 8px; } }

@container (min-width: 37em) {
  .scaling { grid-template-columns: auto auto; justify-content: start; column-gap: 32px; }
  .ask { grid-template-columns: calc(var(--size) * 4.5) minmax(0, max-content) auto; }
  .ask .number { width: calc(var(--size) * 4.3); }
  .ask button { padding-inline: 10px; }
  .tools { margin-inline-start: 0; }
  .tools .tool { width: auto; padding: 0 6px; }
  .tools .tool:has(.word) { padding-inline-end: 8px; }
  .tools .word { display: inline; font-size: var(--size-small); }
  .tools > .word { margin-inline-end: 2px; }
  .tools .connect { margin-inline: 0 6px; padding-inline: 10px; }
  .tools .connect ~ .word { display: none; }
  .tools .copy-code ~ .open-dashboard:has(.word) { margin-inline-start: 12px; }
}
`;
