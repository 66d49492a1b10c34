/** Inputs and buttons, as JupyterLab's own look, and the form they stand in. */
export const controls = `
input, select, textarea, button { font: inherit; color: inherit; letter-spacing: inherit; }
input:is([type="text"], [type="password"]), select, textarea {
  width: 100%;
  min-width: 0;
  height: 28px;
  margin: 0;
  padding: 0 7px;
  border: 1px solid var(--field-line);
  border-radius: var(--radius);
  background: var(--field);
  color: var(--text-strong);
  scroll-margin-block: 24px 130px;
}
input:is([type="text"], [type="password"]):focus, select:focus, textarea:focus {
  border-color: var(--ring);
  outline: 1px solid var(--ring);
  outline-offset: 0;
  background: var(--field-active);
}
textarea {
  display: block;
  height: auto;
  min-height: 46px;
  max-height: 240px;
  padding: 4px 7px;
  line-height: 1.4;
  resize: vertical;
  field-sizing: content;
}
.code, .number { font-family: var(--code); font-size: var(--size-small); }
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
.table { display: grid; gap: 4px; justify-items: start; }
.row { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 28px; gap: 4px; align-items: start; width: 100%; }
.table .plain { margin-inline-start: -6px; }
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
[aria-expanded="true"] { anchor-name: --combobox; }
[role="option"] { min-height: 24px; padding: 3px 7px; white-space: pre-wrap; cursor: default; }
[role="option"]:hover { background: var(--raised); }
[role="option"][aria-selected="true"] { background: var(--accept); color: #fff; }
.current { font-weight: 600; }
select, input[role="combobox"] {
  appearance: none;
  padding-inline-end: 24px;
  text-overflow: ellipsis;
  background-image: linear-gradient(45deg, transparent 50%, currentcolor 50%), linear-gradient(-45deg, transparent 50%, currentcolor 50%);
  background-position: right 11px top 12px, right 7px top 12px;
  background-size: 4px 4px;
  background-repeat: no-repeat;
}
:is(select, [role="combobox"]):dir(rtl) { background-position: left 7px top 12px, left 11px top 12px; }
option { background: var(--surface); color: var(--text-strong); }
::placeholder { color: color-mix(in srgb, var(--text-strong) 70%, var(--field)); opacity: 1; }
[aria-invalid="true"]:not([type="checkbox"]) { border-color: var(--error) !important; }
[aria-invalid="true"]:focus { outline-color: var(--error) !important; }
/* Drawn here, for the browser's own is white in a dark theme that does not declare itself dark. */
input[type="checkbox"] {
  appearance: none;
  display: grid;
  place-content: center;
  flex: none;
  width: 16px;
  height: 16px;
  margin: 0;
  border: 1px solid var(--field-line);
  border-radius: var(--radius);
  background: var(--field);
}
input[type="checkbox"]:checked { border-color: var(--accept); background: var(--accept); }
input[type="checkbox"]:checked::before {
  content: "";
  width: 5px;
  height: 9px;
  margin-top: -2px;
  border: solid #fff;
  border-width: 0 2px 2px 0;
  transform: rotate(45deg);
}
@media (forced-colors: active) { input[type="checkbox"] { appearance: auto; } }

button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 6px;
  min-height: 28px;
  padding: 0 10px;
  border: 0;
  border-radius: var(--radius);
  background: var(--raised);
  color: var(--text-strong);
  cursor: pointer;
}
button:hover { background: color-mix(in srgb, var(--raised-more) 60%, var(--raised)); }
button:active { background: var(--raised-more); }
.primary { background: var(--accept); color: #fff; font-weight: 600; }
.primary:hover { background: var(--accept-hover); }
.primary:active { background: var(--accept-active); }
.danger { background: var(--danger); color: #fff; font-weight: 600; }
.danger:hover { background: var(--danger-hover); }
.danger:active { background: var(--danger-active); }
.tool, .plain { background: transparent; }
.tool { width: 28px; padding: 0; color: var(--text); }
.plain { padding: 0 6px; color: var(--brand-text); font-size: var(--size-small); }
.tool:hover, .plain:hover { background: var(--raised); }
button:disabled, button[aria-disabled="true"] { opacity: 0.45; cursor: default; }
.primary:is(:disabled, [aria-disabled="true"]) { background: var(--accept); }
.tool:is(:disabled, [aria-disabled="true"]), .plain:is(:disabled, [aria-disabled="true"]) { background: transparent; }
.plain[aria-pressed="true"] { background: var(--raised); font-weight: 600; }
.plain[aria-pressed="true"]::before { content: "✓"; }
.buttons { display: flex; flex-wrap: wrap; gap: 4px 8px; }

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
.above { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; column-gap: 8px; margin-bottom: 3px; }
.above .plain { min-height: 24px; margin-inline: auto -6px; }
.check { display: flex; align-items: center; min-height: 24px; }
.check label { flex: 1; padding-block: 3px; padding-inline-start: 8px; }
.said > p { margin-top: 3px; }
.foot {
  position: sticky;
  bottom: 0;
  display: grid;
  gap: 6px;
  margin-top: 4px;
  padding-top: 10px;
  padding-bottom: 6px;
  background: linear-gradient(transparent, var(--surface) 8px);
}
.foot .primary { min-height: 32px; }
.foot .buttons { justify-content: space-between; margin-inline: -6px; }
@media (max-height: 480px) { .foot { position: static; } }
`;
