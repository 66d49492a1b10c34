import { sharedSheet } from "../page/shared-sheet.js";

const styles = `
.converter .question { gap: 12px; }
.converter label { font-size: var(--size); }
.converter .above { margin-bottom: 3px; }
.converter textarea { height: 180px; max-height: 40vh; field-sizing: fixed; white-space: pre; overflow: auto; }
/* What comes of it is what is looked at then. */
.converter .question:has(.outcome) textarea { height: 100px; }
.converter .outcome { display: grid; gap: 12px; }
/* In sight however long the lists are. */
.converter .buttons { position: sticky; bottom: 0; margin: 0 -20px -16px; padding: 10px 20px 16px; border-top: 1px solid var(--line); background: var(--surface); }
.converter table { width: 100%; border-collapse: collapse; font-size: var(--size-small); }
.converter caption, .converter h4 { font-family: inherit; margin: 0 0 4px; font-size: var(--size); font-weight: 600; text-align: start; color: var(--text-strong); }
.converter :is(th, td) { padding-block: 4px; padding-inline-end: 12px; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: anywhere; }
.converter thead th { padding-block: 0 3px; font-weight: 400; color: var(--text-quiet); }
.converter tbody th { font-weight: 400; }
.converter :is(th, td):last-child { padding-inline-end: 0; }
.converter b { font-weight: 600; color: var(--text-strong); }
.converter dl { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 4px 12px; font-size: var(--size-small); }
.converter dd { color: var(--text-quiet); }
.converter code { font-family: var(--code); overflow-wrap: anywhere; }
.converter [role="status"] { min-height: 1.4em; font-size: var(--size-small); overflow-wrap: anywhere; }
@media (max-width: 480px) { .converter table { table-layout: fixed; } .converter dl { grid-template-columns: minmax(0, 1fr); } .converter dd { margin-bottom: 6px; } }
`;

/** Adopted beside the view's: its colours and sizes hold here too. */
export const stylesheet = sharedSheet(styles);
