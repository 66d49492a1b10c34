import { sharedSheet } from "../../page/shared-sheet.js";
import { buttons } from "./buttons.js";
import { clusters } from "./clusters.js";
import { forced } from "./forced.js";
import { form } from "./form.js";
import { inputs } from "./inputs.js";
import { layout } from "./layout.js";
import { parts } from "./parts.js";
import { tokens } from "./tokens.js";

export const stylesheet = sharedSheet(
  tokens + layout + parts + inputs + buttons + form + clusters + forced,
);
