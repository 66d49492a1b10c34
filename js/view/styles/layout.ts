/** The panel: one column in a sidebar, options and clusters side by side where there is room: by the size of the text, which may be large. */
export const layout = `
:host {
  display: block;
  box-sizing: border-box;
  /* Scrolls in a container of a fixed height (a sidebar), grows in one without (a page). */
  max-height: 100%;
  overflow-y: auto;
  container-type: inline-size;
  background: var(--surface);
  color: var(--text);
  font: 400 var(--size) / 1.4 var(--font);
  letter-spacing: normal;
  text-align: start;
  text-transform: none;
  white-space: normal;
  overflow-wrap: anywhere;
}
*, ::before, ::after { box-sizing: border-box; }
h2, h3, h4, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
h2 { font-size: calc(var(--size) * 15 / 13); font-weight: 600; line-height: 1.3; color: var(--text-strong); }
h3 { font-size: var(--size); font-weight: 600; color: var(--text-strong); }
:focus-visible { outline: 2px solid var(--ring); outline-offset: 1px; }
.panel { padding: 12px; }
/* What takes the focus for a while, when what had it is gone, is nothing to press. */
:is(section, ul):focus { outline: 0; }

header { display: flex; align-items: start; gap: 8px; }
header > div { flex: 1; min-width: 0; }
.where { display: flex; flex-wrap: wrap; column-gap: 8px; }
.program:empty { display: none; }
.program { margin-top: 6px; }
.where, .program, .quiet, .hint, .waiting, .slow, .note, .figures, .age {
  color: var(--text-quiet);
  font-size: var(--size-small);
}
.remarks { display: grid; gap: 4px; margin-block: 8px; }
header .tool { margin-block-start: -4px; margin-inline-end: -6px; }

.columns { display: grid; gap: 20px; margin-top: 14px; }
.column { min-width: 0; }
summary { border-radius: var(--radius); cursor: pointer; }
details:is(.column, .recent) > summary { display: flex; align-items: center; gap: 4px; min-height: 24px; list-style: none; }
details:is(.column, .recent) > summary::-webkit-details-marker { display: none; }
details:is(.column, .recent) > summary::before {
  content: "";
  width: 6px;
  height: 6px;
  margin-inline: 1px 3px;
  border: solid var(--text-quiet);
  border-width: 0 1.5px 1.5px 0;
  transform: rotate(-45deg);
}
details:is(.column, .recent)[open] > summary::before { transform: translateY(-2px) rotate(45deg); }
.column > .heading { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; min-height: 28px; }
.heading > .plain { margin-inline-end: -6px; }

@container (min-width: 37em) {
  details.column:only-child .fields { grid-template-columns: 1fr 1fr; column-gap: 24px; }
  details.column:only-child .field:has(.editor, .table, .fold, textarea) { grid-column: 1 / -1; }
}
@container (min-width: 37em) and (max-width: 53.7em) {
  .options .fields { grid-template-columns: 1fr 1fr; column-gap: 24px; }
  .field:has(.editor, .table, .fold, textarea) { grid-column: 1 / -1; }
}
@container (min-width: 53.8em) {
  .panel { padding: 16px 20px; }
  .columns { grid-template-columns: minmax(18em, 24.6em) minmax(0, 1fr); gap: 32px; }
  /* Without the form. */
  div.column:first-child { grid-column: 1 / -1; }
  /* Without the clusters. */
  details.column:only-child { grid-column: 1 / -1; max-width: 680px; }
  /* Cards beside each other, none wider than what is in it needs. */
  .column > ul, .recent > ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); align-items: start; column-gap: 32px; }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation-duration: 0s !important; transition: none !important; }
}
`;
