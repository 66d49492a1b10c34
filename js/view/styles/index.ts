import { buttons } from "./buttons.js";
import { clusters } from "./clusters.js";
import { form } from "./form.js";
import { inputs } from "./inputs.js";
import { layout } from "./layout.js";
import { parts } from "./parts.js";
import { tokens } from "./tokens.js";

let sheet: CSSStyleSheet | undefined;

/**
 * One sheet for all mounts. Constructed and adopted, not a `<style>` element: a page whose content security
 * policy forbids inline styles still shows it.
 */
export function stylesheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(tokens + layout + parts + inputs + buttons + form + clusters);
  }
  return sheet;
}
