import { tokens } from "../../view/styles/tokens.js";

/** A bar of controls above the log, which takes what room there is. */
const layout = `
:host {
  display: flex;
  flex-direction: column;
  box-sizing: border-box;
  height: 100%;
  min-height: 0;
  background: var(--surface);
  color: var(--text);
  font: 400 var(--size) / 1.45 var(--font);
  container-type: inline-size;
}
*, ::before, ::after { box-sizing: border-box; }
p { margin: 0; }
section { display: flex; flex-direction: column; flex: 1; min-height: 0; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 8px; padding: 8px 12px; border-bottom: 1px solid var(--line); }
select, input[type="search"] {
  height: var(--control);
  min-width: 0;
  padding: 0 8px;
  border: 1px solid var(--field-line);
  border-radius: var(--radius);
  background: var(--field);
  color: var(--text-strong);
  font: inherit;
}
select { flex: 0 1 auto; max-width: 100%; padding-inline: 4px; }
input[type="search"] { flex: 1 1 120px; max-width: 320px; }
::placeholder { color: color-mix(in srgb, var(--text-strong) 70%, var(--field)); opacity: 1; }
.follow { display: flex; align-items: center; gap: 6px; min-height: 28px; cursor: pointer; }
.follow input { margin: 0; accent-color: var(--accept); }
.end { display: flex; gap: 2px; margin-inline-start: auto; }
button {
  min-height: 28px;
  padding: 0 10px;
  border: 0;
  border-radius: var(--radius);
  background: transparent;
  color: var(--brand-text);
  font: inherit;
  cursor: pointer;
}
button:hover { background: var(--raised); }
:focus-visible { outline: 2px solid var(--ring); outline-offset: 1px; }
.state { padding: 4px 12px; min-height: calc(var(--size-small) * 1.45 + 8px); font-size: var(--size-small); color: var(--text-quiet); }
.state.ended { color: var(--text); background: var(--raised); }
.state.wrong { color: var(--error-text); }
.lines { flex: 1; min-height: 0; overflow: auto; padding-block: 4px 12px; font: var(--size-small) / 1.5 var(--code); overflow-wrap: anywhere; }
.lines:focus-visible { outline-offset: -2px; }
/* Those out of sight are neither laid out nor painted. */
.chunk { content-visibility: auto; contain-intrinsic-size: auto 1800px; }
/* Where the end is, is known: what is higher than it was taken for would push the newest out of sight. */
.chunk:nth-last-child(-n + 2) { content-visibility: visible; }
.line { display: grid; grid-template-columns: 8ch minmax(0, 1fr); column-gap: 1.5ch; padding-block: 1px; padding-inline: 9px 12px; border-inline-start: 3px solid transparent; }
.line time { color: var(--text-quiet); font-variant-numeric: tabular-nums; }
[hidden] { display: none; }
.line b { font-weight: 600; }
.line span { white-space: pre-wrap; unicode-bidi: isolate; }
.line.bare { grid-template-columns: minmax(0, 1fr); margin-block: 8px; }
.line[data-level="DEBUG"] { color: var(--text-quiet); }
.line[data-level="WARNING"] { border-color: var(--attention); color: var(--attention); }
.line[data-level="ERROR"] { border-color: var(--error); color: var(--error-text); }
.bare.line[data-level="ERROR"] { color: var(--text); }
.bare[data-level="ERROR"] > div::first-line { color: var(--error-text); font-weight: 600; }
@container (max-width: 30.7em) {
  .line { grid-template-columns: minmax(0, 1fr); padding-block: 3px; }
  .line time { font-size: 0.9em; }
  .bar { padding-inline: 8px; }
  input[type="search"] { flex: 1 1 6em; max-width: none; }
  select { flex: 0 1 8em; }
  .page { flex: 1 1 100%; }
}
@media (forced-colors: active) {
  button { border: 1px solid; }
  .line:not([data-level="WARNING"], [data-level="ERROR"]) { border-color: Canvas; }
}
`;

export const css = tokens + layout;
