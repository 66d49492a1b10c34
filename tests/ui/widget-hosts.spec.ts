import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./axe.js";
import { standInForCdn } from "./cdn.js";
import { expect, test } from "./fixtures.js";
import { Host } from "./widget-hosts/host.js";

/**
 * The notebook widget as VS Code and Colab show it: in a page without anything of ours, with VS Code's own widget manager or with one that
 * knows comms and nothing else, the widget's script from a CDN or, where that is out of reach, from the kernel's environment.
 */

/** VS Code's mark in a kernel. */
const START =
  "__vsc_ipynb_file__ = 'notebook.ipynb'\nfrom jupyter_dask_gateway import GatewayWidget";
const SHOW = "w = GatewayWidget()\ndisplay(w)";

const widgets = (page: Page) => page.getByRole("region", { name: "Dask Gateway" });
const form = (widget: Locator) => widget.getByRole("form", { name: "Cluster options" });
const clusterIn = (widget: Locator) =>
  widget.getByRole("list", { name: "Clusters", exact: true }).getByRole("listitem");

async function launchIn(widget: Locator): Promise<Locator> {
  await widget.getByLabel("Worker cores").fill("2");
  await widget.getByRole("button", { name: "Launch cluster" }).click();
  const cluster = clusterIn(widget);
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  for (const colorScheme of ["dark", "light"] as const) {
    await widget.page().emulateMedia({ colorScheme });
    await expectAccessible(widget.page(), widget);
  }
  return cluster;
}

test("VS Code's manager, the script from a CDN: two views, a launch, a kernel that starts anew", async ({
  page,
  stack,
  gateway,
}) => {
  test.slow();
  await standInForCdn(page);
  const host = await Host.open(page, stack, "vscode");
  await host.run(START);
  await host.run(SHOW);
  await host.run("display(w)");
  const [first, second] = [widgets(page).nth(0), widgets(page).nth(1)];
  await expect(first).toHaveAttribute("data-connection", "relay");
  await expect(first).toContainText("Connected through the kernel");
  const cluster = await launchIn(first);
  expect(await gateway.options()).toMatchObject([{ worker_cores: 2 }]);
  await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).fill("1");
  await cluster.getByRole("button", { name: "Scale" }).click();
  await expect(cluster).toHaveAttribute("data-workers", "1");
  await second.scrollIntoViewIfNeeded();
  await expect(clusterIn(second)).toHaveAttribute("data-workers", "1");
  await expect(second.getByLabel("Worker cores"), "one form").toHaveValue("2");
  await host.run("assert w.options['worker_cores'] == 2 and w.cluster_status == 'RUNNING'");

  await host.restart();
  await host.run(`${START}\n${SHOW}`);
  const anew = widgets(page).last();
  await anew.scrollIntoViewIfNeeded();
  await expect(clusterIn(anew), "the cluster has outlived it").toHaveAttribute(
    "data-status",
    "RUNNING",
  );
  await clusterIn(anew).getByRole("button", { name: "Stop cluster" }).click();
  await expectAccessible(page, anew);
  await page.getByRole("dialog").getByRole("button", { name: "Stop", exact: true }).click();
  await expect(clusterIn(anew)).toHaveCount(0);
});

test("VS Code's manager without a CDN: the script of the kernel's environment, the rest from the kernel", async ({
  page,
  stack,
  gateway,
}) => {
  await page.route(/^https:/, (route) => route.abort());
  const host = await Host.open(page, stack, "vscode");
  await host.run(`${START}\n${SHOW}`);
  const widget = widgets(page).first();
  await expect(widget).toHaveAttribute("data-connection", "relay");
  // A part that is fetched when it is needed.
  await widget.getByLabel("Environment variables").fill("FRUIT: mango");
  await launchIn(widget);
  expect(await gateway.options()).toMatchObject([{ environment: { FRUIT: "mango" } }]);
});

test("comms alone, from a CDN: two pages on one kernel, as Colab has one for each output", async ({
  page,
  browser,
  stack,
  gateway: _,
}) => {
  await standInForCdn(page);
  const host = await Host.open(page, stack, "comms");
  await host.run(`${START}\n${SHOW}`);
  await expect(form(widgets(page))).toBeVisible();
  // Without the first one's cookie, for which the server would lead on from its page to log in.
  const other = await browser.newPage();
  await standInForCdn(other);
  const second = await Host.open(other, stack, "comms", host.kernel);
  await second.show(host);
  await expect(form(widgets(other))).toBeVisible();
  await launchIn(widgets(page));
  await expect(clusterIn(widgets(other))).toHaveAttribute("data-status", "RUNNING");

  await other.close();

  await host.restart();
  await expect(widgets(page).first(), "its comm is closed").toContainText(
    "The kernel has ended, and with it the connection to the gateway",
  );
  await expectAccessible(page, widgets(page).first());
  await host.run(`${START}\n${SHOW}`);
  const anew = widgets(page).last();
  await anew.scrollIntoViewIfNeeded();
  await expect(clusterIn(anew)).toHaveAttribute("data-status", "RUNNING");
});

test("comms alone, without our package at the CDN: anywidget", async ({ page, stack, gateway }) => {
  await standInForCdn(page, false);
  const host = await Host.open(page, stack, "comms");
  await host.run(`${START}\nw = GatewayWidget(frontend="anywidget")\ndisplay(w)`);
  await expect(widgets(page)).toHaveAttribute("data-connection", "relay");
  await launchIn(widgets(page));
  expect(await gateway.options()).toMatchObject([{ worker_cores: 2 }]);
});
