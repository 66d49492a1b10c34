/** Buttons, in JupyterLab's own look. */
export const buttons = `
button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 6px;
  min-height: max(28px, 2.15em);
  padding: 0 10px;
  border: 0;
  border-radius: var(--radius);
  background: var(--raised);
  color: var(--text-strong);
  cursor: pointer;
}
button:hover { background: color-mix(in srgb, var(--raised-more) 60%, var(--raised)); }
button:active { background: var(--raised-more); }
.primary { background: var(--accept); color: var(--accept-text); font-weight: 600; }
.primary:hover { background: var(--accept-hover); }
.primary:active { background: var(--accept-active); }
.danger { background: var(--danger); color: var(--danger-text); font-weight: 600; }
.danger:hover { background: var(--danger-hover); }
.danger:active { background: var(--danger-active); }
.tool, .plain { background: transparent; }
.tool { width: max(28px, 2.15em); padding: 0; color: var(--text); }
.plain { text-align: start; padding: 0 6px; color: var(--brand-text); font-size: var(--size-small); }
.tool:hover, .plain:hover { background: var(--raised); }
button:is(:disabled, [aria-disabled="true"]) { opacity: 0.45; cursor: default; }
.primary:is(:disabled, [aria-disabled="true"]) { background: var(--accept); }
:is(.tool, .plain):is(:disabled, [aria-disabled="true"]) { background: transparent; }
.plain[aria-pressed="true"] { background: var(--raised); font-weight: 600; }
.plain[aria-pressed="true"]::before { content: "✓"; }
.buttons { display: flex; flex-wrap: wrap; gap: 4px 8px; }
`;
