import { expect, test } from "./fixtures.js";

/** What the page keeps of widgets that it shows no more. */

// A trace keeps all that it has pictures of. A worker of its own is needed for that, and so a file.
test.use({ trace: "off" });

test("a cell that runs again leaves next to nothing of what it showed before", async ({
  lab,
  page,
}) => {
  await lab.open("first-steps.ipynb");
  await lab.openPanel();
  await lab.panel.getByRole("button", { name: "Launch cluster" }).click();
  await expect(lab.cluster()).toHaveAttribute("data-status", "RUNNING", { timeout: 60_000 });
  await lab.start("from jupyter_dask_gateway import GatewayWidget\nGatewayWidget()");
  const cdp = await page.context().newCDPSession(page);
  /** The page's nodes, those included that it only keeps. */
  const nodes = async () => {
    for (let i = 0; i < 3; i++) await cdp.send("HeapProfiler.collectGarbage");
    return (await cdp.send("Memory.getDOMCounters")).nodes;
  };
  const drawn = () =>
    page.waitForFunction(() => {
      const now = document.querySelector(".jp-Notebook [data-dask-gateway] > :not([data-before])");
      const isDrawn = now?.shadowRoot?.querySelector('[data-status="RUNNING"]');
      if (isDrawn) now?.setAttribute("data-before", "");
      return !!isDrawn;
    });
  const rerun = async () => {
    await lab.runActiveCell();
    await drawn();
  };
  await drawn();
  await rerun();
  await rerun();
  const before = await nodes();
  const runs = 5;
  for (let run = 0; run < runs; run++) await rerun();
  // A row of a cluster is some two hundred.
  expect(((await nodes()) - before) / runs).toBeLessThan(50);
});
