import { choosingStrings } from "../../js/choosing/strings.js";
import { en as doctor } from "../../js/doctor/strings.js";
import { strings as element } from "../../js/element/strings.js";
import { logStrings } from "../../js/insight/logs/strings.js";
import { insightStrings } from "../../js/insight/strings.js";
import { converterStrings } from "../../js/kubernetes/strings.js";
import { setPartSource } from "../../js/page/parts.js";
import { en } from "../../js/view/strings/en.js";
import type { PartTables, Strings } from "../../js/view/strings/table.js";
import { zh } from "../../js/zh/index.js";
import { pseudo } from "./pseudo.js";

/** The gallery's language, as its address names it: "rtl running" is written from right to left, "zh running" is Chinese. */
const asked = decodeURIComponent(location.hash.slice(1));
const [, language, name = ""] = /^(?:(rtl|zh) )?(.*)$/.exec(asked) ?? [];

/** What is to be drawn. */
export const state = name;

const english: Partial<PartTables> = {
  choosing: choosingStrings(en),
  doctor,
  element,
  insight: insightStrings(en),
  kubernetes: converterStrings(en),
  logs: logStrings(en),
};

/** All tables of that language. */
export const table: Strings =
  language === "rtl" ? pseudo(en, english) : language === "zh" ? zh : { ...en, parts: english };

if (language !== undefined) document.documentElement.lang = "zh";
if (language === "rtl") document.documentElement.dir = "rtl";

/** Where the view gets its parts; that of the one other language that there is has the gallery's. */
export function setParts(parts: Record<string, object>): void {
  setPartSource(async (part) => (part === "zh" ? { ...parts["insight"], zh: table } : parts[part]));
}
