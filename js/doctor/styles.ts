import { tokens } from "../view/styles/tokens.js";

/** One column, as wide as lines are well read. */
const layout = `
:host {
  --good-text: color-mix(in srgb, var(--good) 78%, var(--text-strong));
  display: block;
  box-sizing: border-box;
  height: 100%;
  overflow-y: auto;
  background: var(--surface);
  color: var(--text);
  font: 400 var(--size) / 1.45 var(--font);
  overflow-wrap: anywhere;
}
*, ::before, ::after { box-sizing: border-box; }
h2, h3, p, ol { margin: 0; padding: 0; }
ol { list-style: none; }
h2 { font-size: calc(var(--size) * 18 / 13); font-weight: 600; line-height: 1.3; color: var(--text-strong); }
h3 { margin-top: 24px; font-size: var(--size); font-weight: 600; color: var(--text-strong); }
section { max-width: 800px; padding: 20px 24px 32px; }
section:focus { outline: none; }
.summary { min-height: 1.45em; margin-top: 4px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 14px; }
button {
  min-height: 28px;
  padding: 0 12px;
  border: 0;
  border-radius: var(--radius);
  background: var(--raised);
  color: var(--text-strong);
  font: inherit;
  cursor: pointer;
}
button:hover { background: color-mix(in srgb, var(--raised-more) 60%, var(--raised)); }
button:first-child { background: var(--accept); color: var(--accept-text); font-weight: 600; }
button:first-child:hover { background: var(--accept-hover); }
button[aria-disabled="true"] { opacity: 0.45; cursor: default; }
button:focus-visible { outline: 2px solid var(--ring); outline-offset: 1px; }
li { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 0 10px; padding: 9px 0; border-bottom: 1px solid var(--line); }
li:last-child { border-bottom: 0; }
.name { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; }
.name b { font-weight: 600; color: var(--text-strong); }
.name span { font-size: var(--size-small); }
svg { display: block; width: 16px; height: 16px; margin-top: 1px; fill: none; stroke: currentcolor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
[data-outcome="ok"] :is(svg, .name span) { color: var(--good-text); }
[data-outcome="warning"] :is(svg, .name span) { color: var(--attention); }
[data-outcome="failed"] :is(svg, .name span) { color: var(--error-text); }
[data-outcome="skipped"] :is(svg, .name, .name b, p) { color: var(--text-quiet); font-weight: 400; }
.advice { margin-top: 6px; padding: 8px 10px; border-radius: var(--radius); background: color-mix(in srgb, var(--raised) 55%, var(--surface)); }
.advice :is(p, code) + p { margin-top: 6px; }
code { display: block; margin-top: 6px; font: var(--size-small) / 1.45 var(--code); white-space: pre-wrap; user-select: all; }
.waiting { padding: 9px 0; color: var(--text-quiet); }
@media (max-width: 480px) { section { padding: 16px; } }
@media (forced-colors: active) { button, .advice { border: 1px solid; } svg { forced-color-adjust: auto; } }
`;

export const css = tokens + layout;
