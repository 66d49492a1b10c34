import { readFileSync } from "node:fs";
import type { LinkOptions } from "../../js/lab/launch-options.js";
import { expectAccessible, expectAccessibleInThemes } from "./axe.js";
import { expect, Lab, test } from "./fixtures.js";

/** Presets and links on the real thing: they fill the form, and launch nothing. */

const headers = ({ stack }: Lab) => ({ Authorization: `token ${stack.token}` });
const settingsOf = ({ stack }: Lab) => `${stack.lab}/lab/api/settings/jupyter-dask-gateway:plugin`;

/** All specs have one user, whose settings hold the presets. */
async function forgetPresets(lab: Lab): Promise<void> {
  const body = JSON.stringify({ raw: "{}" });
  await fetch(settingsOf(lab), { method: "PUT", headers: headers(lab), body });
}

test.beforeEach(({ lab }) => forgetPresets(lab));
test.afterEach(({ lab }) => forgetPresets(lab));

test("a preset is there after a reload, fills the form and marks what it changed, and goes by file to others", async ({
  lab,
  gateway,
  page,
}, info) => {
  await lab.open();
  const panel = await lab.openPanel();
  const cores = panel.getByRole("textbox", { name: "Worker cores" });
  await expect(panel.getByRole("combobox", { name: "Preset" })).toHaveCount(0);
  await cores.fill("3");
  await panel.getByRole("button", { name: "Save as preset" }).click();
  const dialog = page.getByRole("dialog", { name: "Presets" });
  await dialog.getByRole("textbox", { name: "Save what is in the form as" }).fill("Three cores");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(panel).toContainText("Saved as the preset “Three cores”.");
  // The user's settings have it, without the environment variables.
  const settings = async () => (await fetch(settingsOf(lab), { headers: headers(lab) })).text();
  await expect.poll(settings).toContain("Three cores");
  expect(await settings()).not.toMatch(/raw.*environment/);

  await lab.reload();
  const list = panel.getByRole("combobox", { name: "Preset" });
  await expect(cores).toHaveValue("1");
  await list.selectOption({ label: "Three cores" });
  await expect(cores).toHaveValue("3");
  await expect(cores).toHaveAccessibleDescription("Filled in. Before: 1");
  await expect(panel).toContainText(
    "The preset “Three cores” filled in 1 option. Nothing has been launched.",
  );
  await expectAccessibleInThemes(lab, panel);
  await cores.fill("2");
  await expect(list).toHaveValue("");

  await panel.getByRole("button", { name: "Save as preset" }).click();
  await expect(dialog.getByRole("button", { name: "Export to a file" })).toBeVisible();
  await dialog.getByRole("textbox", { name: "Save what is in the form as" }).fill("half typed");
  // JupyterLab takes its whole page out of sight while its theme changes.
  await expectAccessibleInThemes(lab, dialog);
  await expect(dialog.getByRole("textbox", { name: "Save what is in the form as" })).toHaveValue(
    "half typed",
  );
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export to a file" }).click();
  const file = info.outputPath("presets.json");
  await (await download).saveAs(file);
  expect(JSON.parse(readFileSync(file, "utf8"))["dask-gateway-presets"]).toBe(1);
  await dialog.getByRole("button", { name: "Remove Three cores" }).click();
  await expect(dialog.getByRole("button", { name: "Export to a file" })).toHaveCount(0);
  const bad = { name: "x.json", mimeType: "application/json", buffer: Buffer.from("<html>") };
  await dialog.locator('input[type="file"]').setInputFiles(bad);
  await expect(panel).toContainText("The presets cannot be read");
  await panel.getByRole("button", { name: "Save as preset" }).click();
  await dialog.locator('input[type="file"]').setInputFiles(file);
  await expect(panel).toContainText("Imported 1 new preset.");
  await lab.execute("dask-gateway:preset", { name: "Three cores" });
  await expect(cores).toHaveValue("3");
  await lab.execute("dask-gateway:preset", { name: "none such" });
  await expect(panel).toContainText("There is no preset “none such”. There are: Three cores.");
  expect(await gateway.clusters()).toEqual({});
});

test("a link fills the form of whoever opens it, once, and launches nothing", {
  tag: "@matrix",
}, async ({ lab, gateway, page }) => {
  await lab.open();
  const panel = await lab.openPanel();
  await panel.getByRole("textbox", { name: "Worker cores" }).fill("2");
  const environment = panel.getByRole("textbox", { name: "Environment variables" });
  await environment.fill("REGION: us-west-2");
  await panel.getByRole("button", { name: "Copy link" }).click();
  const dialog = page.getByRole("dialog", { name: "A link to these options" });
  await dialog.getByRole("checkbox", { name: "Include Environment variables" }).check();
  await expectAccessible(page, dialog);
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await expect(panel).toContainText("The link is in the clipboard.");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/^http:\/\/[^/]+\/.*lab\?dask-gateway=1\.[-_\w]+$/);

  const other = await page.context().newPage();
  const opening = new Lab(other, lab.stack, "");
  const opened = opening.panel;
  const said = opened.getByText("This link filled in 2 options. Nothing has been launched.");
  await other.goto(link);
  await expect(said).toBeVisible();
  await expect(opened.getByRole("textbox", { name: "Worker cores" })).toHaveValue("2");
  await expect(opened.getByRole("textbox", { name: "Environment variables" })).toHaveValue(
    /REGION: "?us-west-2/,
  );
  await expect.poll(() => other.url()).not.toContain("dask-gateway");
  await opening.reload();
  await expect(opened.getByRole("textbox", { name: "Worker cores" })).toHaveValue("1");
  await expect(said).toHaveCount(0);

  for (const hostile of ["1.%3Cscript%3E", "1.e30", "1.".padEnd(7_000, "A")]) {
    await other.goto(`${link.split("dask-gateway=")[0]}dask-gateway=${hostile}`);
    await expect(opened.getByText("This link is damaged or incomplete")).toBeVisible();
    await expect(opened.getByRole("textbox", { name: "Worker cores" })).toHaveValue("1");
  }
  await other.close();
  expect(await gateway.clusters()).toEqual({});
});

test("a link that somebody wrote fills the form of a browser that Binder brings with its token", async ({
  lab,
  gateway,
  browser,
}) => {
  const options: LinkOptions = { options: { worker_cores: 2 }, workers: [1, 2], preset: "Course" };
  const link = `1.${Buffer.from(JSON.stringify(options)).toString("base64url")}`;
  const context = await browser.newContext();
  const page = await context.newPage();
  const { panel } = new Lab(page, lab.stack, "");
  // As `urlpath=lab%3Fdask-gateway%3D…` arrives at a server of Binder's.
  await page.goto(`${lab.stack.lab}/lab?dask-gateway=${link}&token=${lab.stack.token}`);
  await expect(panel.getByText(/Nothing has been launched/)).toBeVisible();
  await expect(panel.getByRole("textbox", { name: "Worker cores" })).toHaveValue("2");
  await expect(panel.getByRole("spinbutton", { name: "up to" })).toHaveValue("2");
  await expect.poll(() => page.url()).not.toContain("dask-gateway");
  await context.close();
  expect(await gateway.clusters()).toEqual({});
});

test("a widget's link leads to JupyterLab", { tag: "@notebook" }, async ({
  lab,
  gateway,
  page,
}) => {
  await lab.open("first-steps.ipynb");
  const code = "from jupyter_dask_gateway import GatewayWidget\nw = GatewayWidget()\nw";
  await lab.run(code);
  const widget = page.locator(".jp-Notebook").getByRole("region", { name: "Dask Gateway" });
  await widget.getByRole("textbox", { name: "Worker cores" }).fill("2");
  await widget.getByRole("button", { name: "Copy link" }).click();
  await expect(widget).toContainText("The link is in the clipboard.");
  await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
  const opened = lab.panel;
  await expect(opened.getByRole("textbox", { name: "Worker cores" })).toHaveValue("2");
  await expect(opened.getByText(/Nothing has been launched/)).toBeVisible();
  expect(await gateway.clusters()).toEqual({});
});
