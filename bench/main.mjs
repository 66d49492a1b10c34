/**
 * npm run bench: every part, or the ones named: `npm run bench -- options`. Times are medians of one run on one
 * machine: compare them within a run, not between machines.
 */

import { build } from "../scripts/build/main.mjs";
import { chosen, main } from "../scripts/lib.mjs";
import { setup } from "../scripts/setup.mjs";
import { browser } from "./browser.mjs";
import { clusters } from "./clusters.mjs";
import { form } from "./form.mjs";
import { hub } from "./hub.mjs";
import { insight } from "./insight.mjs";
import { options } from "./options.mjs";
import { page } from "./page.mjs";
import { polls } from "./polls.mjs";
import { replies } from "./replies.mjs";
import { requests } from "./requests.mjs";
import { server } from "./server.mjs";
import { start } from "./start.mjs";
import { telemetry } from "./telemetry.mjs";
import { widget } from "./widget.mjs";

const PARTS = {
  options,
  form,
  polls,
  clusters,
  browser,
  insight,
  page,
  widget,
  hub,
  server,
  replies,
  requests,
  start,
  telemetry,
};

async function bench(_options, asked) {
  const names = chosen(asked, PARTS, "part");
  await setup({
    browser: names.some(
      (name) => !["options", "form", "polls", "replies", "telemetry"].includes(name),
    ),
  });
  await build();
  for (const name of names) {
    console.log(`\n== ${name}`);
    await PARTS[name]();
  }
}

await main(import.meta.url, bench, { names: `parts to run: ${Object.keys(PARTS).join(", ")}` });
