import { sharedSheet } from "../page/shared-sheet.js";

/** Beside the view's own: what only the element has. */
export const ownStyles = sharedSheet(`
:host([hidden]) { display: none; }
.login { display: grid; gap: 12px; max-width: 360px; }
.login .primary { min-height: 32px; }
.user { display: flex; flex-wrap: wrap; align-items: center; justify-content: end; gap: 0 8px; padding: 4px 12px 0; }
.user > span { color: var(--text-quiet); font-size: var(--size-small); }
`);
