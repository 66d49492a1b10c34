/** Inputs, in JupyterLab's own look. */
export const inputs = `
input, select, textarea, button { font: inherit; color: inherit; letter-spacing: inherit; }
input:is([type="text"], [type="password"], [type="search"]), select, textarea {
  width: 100%;
  min-width: 0;
  height: var(--control);
  margin: 0;
  padding: 0 7px;
  border: 1px solid var(--field-line);
  border-radius: var(--radius);
  background: var(--field);
  color: var(--text-strong);
  scroll-margin-block: 24px calc(var(--foot, 120px) + 10px);
}
input:is([type="text"], [type="password"], [type="search"]):focus, select:focus, textarea:focus {
  border-color: var(--ring);
  outline: 1px solid var(--ring);
  outline-offset: 0;
  background-color: var(--field-active);
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
/* A secret of several lines, which no password input takes. */
.masked { -webkit-text-security: disc; }
.secret { display: flex; align-items: start; gap: 4px; }
.secret > :not(button) { flex: 1; min-width: 0; }
.code, .number { font-family: var(--code); font-size: var(--size-small); }
select, input[role="combobox"] {
  appearance: none;
  padding-inline-end: 28px;
  text-overflow: ellipsis;
  --divider: linear-gradient(transparent 0 0);
  background-image: var(--divider), linear-gradient(45deg, transparent 50%, currentcolor 50%), linear-gradient(-45deg, transparent 50%, currentcolor 50%);
  background-position: right 23px top 0, right 11px top calc(50% + 1px), right 7px top calc(50% + 1px);
  background-size: 1px 100%, 4px 4px, 4px 4px;
  background-repeat: no-repeat;
}
/* One types into it: its arrow stands apart, and its text shows its end. */
input[role="combobox"] { --divider: linear-gradient(var(--field-line) 0 0); text-overflow: clip; }
:is(select, [role="combobox"]):dir(rtl) { background-position: left 23px top 0, left 7px top calc(50% + 1px), left 11px top calc(50% + 1px); }
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
  border: solid var(--accept-text);
  border-width: 0 2px 2px 0;
  transform: rotate(45deg);
}
`;
