/**
 * How often a gateway is asked in a minute, counted at its door: by the tabs and widgets of one browser, on the real stack in
 * Chromium, with one cluster.
 */
import { at } from "../scripts/lib.mjs";
import { EXPOSED, inBrowser, openLab } from "../scripts/stack/browser.mjs";
import { startStack } from "../scripts/stack/stack.mjs";

const MINUTE_MS = 60_000;
/** Until polls are as far apart as they get while nothing changes. */
const SETTLE_MS = 75_000;
const WIDGETS = 20;

const KINDS = [
  ["lists", /\/api\/v1\/clusters\/(\?|$)/],
  ["figures", /counts\.json$/],
  ["of the workers", /identity\.json$/],
  ["of logs", /\.html$/],
  ["waits", /\?wait$/],
];

export async function requests() {
  const config = at("tests/ui/faults_gateway_config.py");
  await inBrowser(startStack({ args: EXPOSED, faulty: true, config }), async (browser, stack) => {
    const context = await browser.newContext();
    const count = (label) => counted(stack.faults, label);
    const first = await open(context, stack, "first");
    await launch(first, "RUNNING");
    await count("1 tab, the first minute");
    await first.waitForTimeout(SETTLE_MS);
    await count("1 tab");

    const tabs = [first, await open(context, stack, "second"), await open(context, stack, "third")];
    await first.waitForTimeout(SETTLE_MS);
    await count("3 tabs");

    await showWidgets(first);
    await first.waitForTimeout(SETTLE_MS);
    await count(`3 tabs and ${WIDGETS} widgets`);

    for (const tab of tabs) await tab.evaluate(turn, "hidden");
    await count("the same, all hidden");
    for (const tab of tabs) await tab.evaluate(turn, "visible");

    await stop(first);
    await launch(first, "PENDING", "no-scheduler");
    await count("the same, a pending cluster, its first minute");
    await first.waitForTimeout(SETTLE_MS);
    await count("the same, a pending cluster");

    // Each try arrives up to four times: the Jupyter server and then the kernel ask once more when a connection breaks.
    stack.faults.inject({}, { drop: true });
    await count("the same, the gateway is down, the first minute");
    await count("the same, the gateway is down");
  });
}

/** Prints how often the gateway is asked from now on. */
export async function counted({ seen }, label) {
  const before = seen.length;
  await new Promise((done) => setTimeout(done, MINUTE_MS));
  const asked = seen.slice(before);
  const kinds = KINDS.map(([kind, pattern]) => {
    const number = asked.filter(({ path }) => pattern.test(path)).length;
    return number > 0 ? `${number} ${kind}` : null;
  });
  const which = kinds.filter(Boolean).join(", ");
  console.log(`  ${label.padEnd(48)}${String(asked.length).padStart(5)} a minute   ${which}`);
}

/** One more tab with the panel. */
export async function open(context, stack, workspace) {
  const page = await context.newPage();
  await openLab(page, stack, `/workspaces/${workspace}`);
  // JupyterLab gives the focus to what it opens first, and then to nothing else.
  await page.locator(".jp-Launcher:focus, .jp-Launcher:focus-within").first().waitFor();
  await page.evaluate(() => window.jupyterapp.commands.execute("dask-gateway:open"));
  await panel(page).getByRole("form", { name: "Cluster options" }).waitFor();
  return page;
}

export const panel = (page) => page.locator("#dask-gateway-panel");

export async function launch(page, status, image) {
  if (image !== undefined) await panel(page).getByLabel("Image").fill(image);
  await panel(page).getByRole("button", { name: "Launch cluster" }).click();
  await panel(page).locator(`[data-status="${status}"]`).waitFor({ timeout: MINUTE_MS });
}

async function stop(page) {
  await panel(page).getByRole("button", { name: "Stop cluster" }).click();
  await panel(page).locator("dialog .danger").click();
  await panel(page).locator("[data-status]").waitFor({ state: "detached", timeout: MINUTE_MS });
}

/** A notebook with widgets, beside the panel. */
async function showWidgets(page) {
  await page.evaluate(() =>
    window.jupyterapp.commands.execute("notebook:create-new", { kernelName: "python3" }),
  );
  await page.waitForFunction(
    () => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === "idle",
  );
  await page.evaluate(async (count) => {
    const { commands, shell } = window.jupyterapp;
    const { content } = shell.currentWidget;
    content.model.sharedModel.cells[0].setSource(
      `from jupyter_dask_gateway import GatewayWidget\nfor _ in range(${count}): display(GatewayWidget())`,
    );
    await commands.execute("notebook:run-cell");
    const drawn = () =>
      [...content.node.querySelectorAll("[data-dask-gateway] > div")].filter((it) =>
        it.shadowRoot?.querySelector("form"),
      ).length;
    while (drawn() < count) await new Promise((done) => setTimeout(done, 100));
  }, WIDGETS);
}

/** In the page: what a browser does when its window is turned to another tab, or back. */
export function turn(state) {
  const says = (name, value) =>
    Object.defineProperty(document, name, { value, configurable: true });
  says("visibilityState", state);
  says("hidden", state === "hidden");
  document.dispatchEvent(new Event("visibilitychange"));
}
