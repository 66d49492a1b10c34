/** The measures, in the order in which they run: first what needs no browser. */
import { bytes } from "./measures/bytes.mjs";
import { cards } from "./measures/cards.mjs";
import { click } from "./measures/click.mjs";
import { edit } from "./measures/edit.mjs";
import { element } from "./measures/element.mjs";
import { form } from "./measures/form.mjs";
import { insight } from "./measures/insight.mjs";
import { keystroke } from "./measures/keystroke.mjs";
import { memory } from "./measures/memory.mjs";
import { polls } from "./measures/polls.mjs";
import { replies } from "./measures/replies.mjs";
import { requests } from "./measures/requests.mjs";
import { routes } from "./measures/routes.mjs";
import { start } from "./measures/start.mjs";
import { status } from "./measures/status.mjs";
import { telemetry } from "./measures/telemetry.mjs";
import { validate } from "./measures/validate.mjs";

/**
 * `{about, browser, run({rows, quick})}` each: `about` is what the table says of it, `rows.add` takes its samples (framework/rows.mjs).
 * Ours and the peers take turns, so that whatever else the machine does concerns all.
 */
export const MEASURES = {
  validate,
  polls,
  keystroke,
  replies,
  telemetry,
  click,
  form,
  edit,
  bytes,
  start,
  requests,
  status,
  memory,
  routes,
  cards,
  element,
  insight,
};
