/**
 * npm start: sets up, builds, starts a Dask Gateway and JupyterLab, and prints `Ready: <url>` last.
 * Ctrl-C stops everything, clusters included. `npm start -- --open` opens the browser too, `-- --page` serves the web
 * page of demo/page as well.
 */
import fs from "node:fs";
import path from "node:path";
import { build } from "./build.mjs";
import { at, cache, main, run, stopChildren } from "./lib.mjs";
import { startPage } from "./page.mjs";
import { setup } from "./setup.mjs";
import { startStack } from "./stack.mjs";

const NOTEBOOK = "first-steps.ipynb";

await main(import.meta.url, async (args) => {
  let stack;
  let stopping;
  const stop = (message, code = 0) => {
    stopping ??= (async () => {
      if (message) console.log(message);
      stopChildren();
      await (await stack)?.stop();
      process.exit(code);
    })();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => stop("\nStopping…"));
  }
  // npm, killed, takes nobody along. (That npm is the parent, and its signals arrive here, is what the
  // `exec` in package.json is for.)
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 1_000).unref();
  process.stdout.on("error", () => stop());

  await setup();
  await build({ strict: false });
  if (stopping) return stopping;

  // The user's own copy: the tree stays clean, and what was typed into it stays.
  const notebooks = cache("notebooks");
  fs.mkdirSync(notebooks, { recursive: true });
  for (const name of fs.readdirSync(at("demo/notebooks"))) {
    const copy = path.join(notebooks, name);
    if (!fs.existsSync(copy)) fs.copyFileSync(at("demo/notebooks", name), copy);
  }

  stack = startStack({ notebooks, onexit: (message) => stop(message, 1) });
  stack.catch(() => {});
  const { lab, token, address, user, password } = await stack;
  if (stopping) return stopping;
  if (args.includes("--page")) {
    const page = await startPage(address);
    console.log(`  web page: ${page.address}, user ${user}, password ${password}`);
  }

  const url = `${lab}/lab/tree/${NOTEBOOK}?token=${token}`;
  if (args.includes("--open")) {
    const command = process.platform === "darwin" ? "open" : "xdg-open";
    await run(command, [url], { capture: true, check: false });
  }
  console.log(`  gateway: ${address}`);
  console.log(`Ready: ${url}`);
  await new Promise((resolve) => setInterval(resolve, 2 ** 30).ref()); // until a signal
});
