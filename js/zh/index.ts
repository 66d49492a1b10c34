/** The exports of `dist/dask-gateway-zh.js`: all that is said, in Simplified Chinese. Fetched where a page or an element is in that. */
import type { PartTables, Strings } from "../view/strings/table.js";
import { choosing } from "./choosing.js";
import { doctor } from "./doctor.js";
import { element } from "./element.js";
import { hub, jupyter, widget } from "./hosts.js";
import { insight } from "./insight.js";
import { kubernetes } from "./kubernetes.js";
import { lab } from "./lab.js";
import { logs } from "./logs.js";
import { page } from "./page.js";
import { view } from "./view.js";

export { buildId } from "../page/build-id.js";

/** Complete: a table that is missing, or a sentence of one, is a compile error. */
const parts: PartTables = {
  choosing,
  doctor,
  element,
  hub,
  insight,
  jupyter,
  kubernetes,
  logs,
  widget,
  ...lab,
  ...page,
};

export const zh: Strings = { ...view, parts };
