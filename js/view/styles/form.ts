/** The form: its fields, and what only some of them have (a list of options, line numbers, rows). */
export const form = `
.options > .quiet { margin-top: 4px; }
.fields { display: grid; gap: 12px; margin-top: 6px; }
.field { position: relative; min-width: 0; }
/* Differs from its default. */
.changed::before {
  content: "";
  position: absolute;
  inset-block: 2px;
  inset-inline-start: -8px;
  width: 2px;
  border-radius: 1px;
  background: var(--brand);
}
/* As wide as what is typed, with its bounds beside its label. */
.fields .number { width: min(100%, var(--size) * 10); }
.above:has(+ :is(.number, .size)) { justify-content: start; }
.preset { margin-block: 6px 12px; }
.preset .note { margin-top: 3px; }
.preset .note:empty { display: none; }
.above { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; column-gap: 8px; margin-bottom: 3px; }
.above .plain { min-height: 24px; margin-inline: auto -6px; }
.check { display: flex; align-items: center; min-height: 24px; }
.check label { flex: 1; padding-block: 3px; padding-inline-start: 8px; text-align: match-parent; }
.feedback > p { margin-top: 3px; }
.offer .plain { min-height: 24px; margin-inline-start: -6px; }
/* Stands beside the label, and comes behind the control. */
.field > .reset { position: absolute; inset-block-start: -3px; inset-inline-end: -5px; width: 24px; min-height: 24px; }
.changed :is(.above, .check) { padding-inline-end: 22px; }
.changed .above .plain { margin-inline-end: 0; }
.size { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; }
.size input { flex: 1 1 6em; max-width: calc(var(--size) * 10); }
.size .hint { flex: none; max-width: 65%; }
.filter { margin-block: 6px 10px; }
.filter > p { margin-top: 6px; }
.filter > p:empty { display: none; }
.coming { margin-inline-start: -6px; color: var(--text-quiet); }
.more { margin-top: 8px; margin-inline-start: -6px; }
.fold { display: flex; align-items: center; gap: 4px; }
.fold > button:first-child {
  flex: 1;
  justify-content: start;
  min-width: 0;
  padding: 4px 7px;
  border: 1px solid var(--field-line);
  background: none;
  font-size: var(--size-small);
  color: var(--text);
  text-align: start;
}
.fold > button:first-child:hover { background: var(--raised); }
.fold .wrong { border-color: var(--error) !important; }
.fold span:first-child { flex: 1; min-width: 0; font-size: var(--size); }
@container (max-width: 26em) { .fold span:first-child { font-size: inherit; } }
.fold .hint { flex: none; }
.fold .hint::after {
  content: "";
  display: inline-block;
  width: 6px;
  height: 6px;
  margin-inline: 7px 2px;
  border: solid currentcolor;
  border-width: 1.5px 1.5px 0 0;
  transform: translateY(-1px) rotate(45deg);
}
.fold .hint:dir(rtl)::after { transform: translateY(-1px) rotate(-135deg); }
.at-start { margin-top: 12px; }
.at-start .inputs { flex-wrap: wrap; font-size: var(--size); }
.at-start .inputs .number { width: calc(var(--size) * 5); }
@container (max-width: 23em) { .at-start label:first-child { width: 100%; } }
/* What is long of it, such as a refusal, stays below the edge rather than hide more than a third of the form. --foot: its height. */
.foot {
  position: sticky;
  bottom: min(0px, 33% - var(--foot, 0px));
  display: grid;
  gap: 6px;
  margin: 4px -8px 0;
  padding: 10px 8px 6px;
  background: linear-gradient(transparent, var(--surface) 8px);
}
.footprint { font-size: var(--size-small); color: var(--text-quiet); }
.over { display: block; margin-top: 2px; color: var(--text); }
.advice { font-size: var(--size-small); color: var(--text-quiet); }
.advice a { margin-inline-end: 8px; color: var(--brand-text); }
.options > .advice { margin-top: 6px; }
.foot .primary { min-height: max(32px, 2.46em); }
.options > .buttons { gap: 0; margin-inline: -6px; }
@media (max-height: 480px) { .foot { position: static; } }

[role="listbox"] {
  inset: auto;
  z-index: 1;
  top: anchor(bottom);
  left: anchor(left);
  width: anchor-size(width);
  max-height: min(264px, 40vh);
  margin: 2px 0;
  padding: 2px 0;
  position-anchor: --combobox;
  position-try-fallbacks: flip-block;
  overflow-y: auto;
  border: 1px solid var(--field-line);
  border-radius: var(--radius);
  background: var(--surface);
  color: var(--text-strong);
  box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
}
@supports not (anchor-name: --a) { [role="listbox"] { display: block; position: absolute; top: 100%; left: 0; width: 100%; } }
[role="combobox"][aria-expanded="true"] { anchor-name: --combobox; }
[role="option"] { min-height: 24px; padding: 3px 7px; white-space: pre-wrap; cursor: default; }
[role="option"]:hover { background: var(--raised); }
[role="option"][aria-selected="true"] { background: var(--accept); color: var(--accept-text); }
.current { font-weight: 600; }

.editor {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr);
  position: relative;
  max-height: 240px;
  overflow-y: auto;
  border: 1px solid var(--field-line);
  border-radius: var(--radius);
  background: var(--field);
}
.editor textarea {
  position: relative;
  min-height: 0;
  max-height: none;
  /* Room for the bar below a long line. */
  padding-bottom: 14px;
  border: 0;
  outline: 0;
  background: none;
  overflow: auto hidden;
  resize: none;
  field-sizing: fixed;
  scrollbar-width: thin;
}
.editor:focus-within { border-color: var(--ring); outline: 1px solid var(--ring); background: var(--field-active); }
.editor:has([aria-invalid="true"]) { border-color: var(--error); outline-color: var(--error); }
.gutter {
  padding: 4px 6px;
  border-inline-end: 1px solid var(--line);
  background: var(--surface);
  color: var(--text-quiet);
  line-height: 1.4;
  text-align: end;
  white-space: pre;
  user-select: none;
}
.gutter b { color: var(--error-text); }
.gutter b::before { content: ""; position: absolute; inset-inline: 0; height: 1.4em; background: color-mix(in srgb, var(--error) 14%, transparent); }
.table { display: grid; gap: 4px; justify-items: start; container-type: inline-size; }
.row { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) max(28px, 2.15em); gap: 4px; align-items: start; width: 100%; }
.table .plain { margin-inline-start: -6px; }
/* Too narrow for two columns: a value stands below its name. */
@container (max-width: 24.6em) {
  .row { grid-template-columns: minmax(0, 1fr) max(28px, 2.15em); row-gap: 2px; }
  .row.hint { display: none; }
  .row > :nth-child(2) { grid-row: 2; }
  .row ~ .row { margin-top: 6px; }
}
`;
