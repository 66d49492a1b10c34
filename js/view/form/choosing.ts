/** The part with the dialogs of presets and links. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { loadPart } from "../../page/parts.js";
import type { ChoosingTools, Context } from "../context.js";
import type { FormView, PresetsView } from "../model.js";
import { formatMessage } from "../strings/index.js";
import { formDialog } from "../ui/dialog.js";

const tools: ChoosingTools = { html, nothing, formDialog, formatMessage };

/** Opens one of its dialogs in this mount. */
export function openChoosing(context: Context, dialog: "presets" | "link"): void {
  loadPart("choosing").then(
    (part) => context.choose({ part, dialog, name: "" }),
    (error: Error) => {
      const text = context.strings.partMissing(error.message);
      context.send({ type: "report", cluster: null, level: "error", text });
    },
  );
}

/** The one that is open, or that asks about an import; null: none. */
export function choosingDialog(
  context: Context,
  form: FormView,
  presets: PresetsView,
): TemplateResult | null {
  const { choosing } = context;
  if (choosing === null) return null;
  const { part, dialog } = choosing;
  if (dialog === "link") return part.linkDialog(tools, context, choosing, form);
  if (dialog === null && presets.conflicts.length === 0) return null;
  return part.presetsDialog(tools, context, choosing, form, presets);
}
