/**
 * npm run bench: every part, or the ones named: `npm run bench -- options`. Times are medians of one run on one
 * machine: compare them within a run, not between machines.
 */
import { browser } from "./bench/browser.mjs";
import { form } from "./bench/form.mjs";
import { hub } from "./bench/hub.mjs";
import { options } from "./bench/options.mjs";
import { server } from "./bench/server.mjs";
import { widget } from "./bench/widget.mjs";
import { build } from "./build.mjs";
import { Failure, main } from "./lib.mjs";
import { setup } from "./setup.mjs";

const PARTS = { options, form, browser, widget, hub, server };

await main(import.meta.url, async (args) => {
  const names = args.length > 0 ? args : Object.keys(PARTS);
  const unknown = names.filter((name) => !(name in PARTS));
  if (unknown.length > 0) {
    throw new Failure(`No part ${unknown}. There are: ${Object.keys(PARTS).join(", ")}.`);
  }
  await setup({ browser: names.some((name) => !["options", "form"].includes(name)) });
  await build();
  for (const name of names) {
    console.log(`\n== ${name}`);
    await PARTS[name]();
  }
});
