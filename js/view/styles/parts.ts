/** What stands in several places of the panel: problems, notices, icons, what waits, the dialog. */
export const parts = `
.problem {
  display: grid;
  grid-template-columns: auto 1fr;
  gap: 4px 8px;
  margin-top: 12px;
  padding: 10px;
  border-radius: var(--radius);
  background: color-mix(in srgb, var(--error) 10%, var(--surface));
}
.problem.none { display: block; padding: 0; background: none; }
.problem .icon { margin-top: 1px; color: var(--error-text); }
.problem > :is(.buttons, button) { grid-column: 2; justify-self: start; margin-top: 4px; }

.copy-field { display: grid; gap: 6px; margin: 12px; font-size: var(--size-small); }
.copy-field textarea { width: 100%; box-sizing: border-box; font-family: monospace; }
.copy-field button { justify-self: start; }

.message { display: flex; gap: 6px; font-size: var(--size-small); white-space: pre-line; }
.message:empty { display: contents; }
.wrong { color: var(--error-text); font-size: var(--size-small); }
.wrong .icon { flex: none; }
.wrong small { display: block; margin-top: 1px; font-size: calc(var(--size) * 11 / 13); color: var(--text-quiet); }
.icon {
  display: block;
  width: max(16px, 1.23em);
  height: max(16px, 1.23em);
  fill: none;
  stroke: currentcolor;
  stroke-width: 1.4;
  stroke-linecap: round;
  stroke-linejoin: round;
}
/* What comes within a third of a second needs no announcement. */
.slow:empty { margin: 0; }
.waiting { display: flex; align-items: center; gap: 8px; animation: appear 0.2s 0.3s backwards; }
@keyframes appear { from { opacity: 0; } }
.spinner {
  display: inline-block;
  flex: none;
  align-self: center;
  width: 12px;
  height: 12px;
  border: 2px solid color-mix(in srgb, currentcolor 25%, transparent);
  border-top-color: currentcolor;
  border-radius: 50%;
  animation: turn 0.9s linear infinite;
}
@keyframes turn { to { rotate: 1turn; } }

dialog {
  max-width: min(28em, 100vw - 32px);
  padding: 0;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) * 2);
  background: var(--surface);
  color: var(--text);
  box-shadow: 0 8px 32px rgb(0 0 0 / 35%);
}
dialog::backdrop { background: rgb(0 0 0 / 40%); }
dialog.choosing { width: min(420px, 100vw - 32px); max-width: none; }
.choosing form { display: grid; gap: 8px; }
.choosing ul { max-height: 30vh; overflow-y: auto; padding: 0; list-style: none; }
.choosing li { display: flex; align-items: center; justify-content: space-between; gap: 8px; }
.choosing li button { flex: none; }
.choosing h4 { margin-top: 8px; padding-top: 12px; border-top: 1px solid var(--line); font-family: inherit; }
@media (max-width: 480px) { .choosing .question { padding: 16px; } }
.choosing .note:empty { display: none; }
/* A mapping's editor. Its label is the title. */
dialog.roomy { width: min(640px, 100vw - 32px); max-width: none; }
.roomy .question { gap: 14px; padding: 16px 20px; }
.roomy .above { margin-bottom: 8px; }
.roomy label { font-size: calc(var(--size) * 15 / 13); font-weight: 600; color: var(--text-strong); }
.roomy :is(.editor, .table) { max-height: max(100px, 100vh - 240px); overflow-y: auto; }
.question { display: grid; gap: 8px; padding: 20px; }
.question h3 { font-size: calc(var(--size) * 15 / 13); }
.question .buttons { justify-content: end; margin-top: 10px; }
`;
