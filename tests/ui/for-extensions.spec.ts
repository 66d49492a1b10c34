import { at } from "../../scripts/lib.mjs";
import { labArguments } from "../../scripts/stack/stack.mjs";
import { buildExample, EXAMPLE } from "../package/example.mjs";
import { expect, Gateway, Lab } from "./fixtures.js";
import { testOn } from "./own-stack.js";

/** The example of an extension that uses the token, built by JupyterLab's builder, in a real JupyterLab. */

const FOLDER = at("build/example/labextensions");
const exposed = "--LabApp.expose_app_in_browser=True";
const test = testOn(
  {
    args: [exposed, `--LabApp.extra_labextensions_path=${FOLDER}`],
    more: {
      // With no other extension than the example.
      alone: (port: number, notebooks: string) => ({
        command: [
          "jupyter-lab",
          ...[...labArguments(port, notebooks), exposed, `--LabApp.labextensions_path=${FOLDER}`],
        ],
        ready: `http://127.0.0.1:${port}/lab`,
      }),
    },
  },
  120_000,
);

test.beforeAll(async () => {
  expect(await buildExample()).toBe(FOLDER);
});

test("it lists, launches, scales and stops clusters", async ({ page, ownStack }, info) => {
  info.setTimeout(3 * info.timeout);
  const gateway = Gateway.withPassword(ownStack);
  const lab = new Lab(page, ownStack, EXAMPLE);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await lab.open();
  const core = /\/(?:dask-gateway\/|static\/dask-gateway\.)/;
  expect(asked.filter((path) => core.test(path))).toEqual([]);

  await lab.execute(`${EXAMPLE}:open`);
  const tab = page.locator(`#${EXAMPLE}`);
  await tab.getByRole("button", { name: "Launch a small cluster" }).click();
  await expect(tab.getByRole("status")).toHaveText(/^Launched [0-9a-f]{8}\.$/);
  const [name = ""] = Object.keys(await gateway.clusters());
  expect(name).toHaveLength(32);
  await expect(tab.getByRole("status")).toContainText(name.slice(0, 8));
  const row = tab.getByRole("row");
  await expect(row).toContainText("RUNNING");
  await expect(row).toContainText("workers: 1", { timeout: 30_000 });
  await row.getByRole("button", { name: "Scale to 2" }).click();
  await expect(tab.getByRole("status")).toHaveText(/^Asked for 2 workers/);
  await expect(row).toContainText("workers: 2", { timeout: 30_000 });
  // What an extension does is out of sight, and nothing tells the name.
  await expect(page.locator("#dask-gateway-panel")).toBeHidden();
  expect(await page.content()).not.toContain(name);

  await row.getByRole("button", { name: "Stop" }).click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText(name.slice(0, 8));
  await question.getByRole("button", { name: "Stop" }).click();
  await expect(row).toHaveCount(0);
  await expect.poll(() => gateway.clusters()).toEqual({});
  // The user sees the same.
  await lab.openPanel();
  await expect(lab.recent(name.slice(0, 8))).toHaveCount(1);
});

test("it connects: until the code has run, or has not", async ({ page, ownStack }, info) => {
  info.setTimeout(3 * info.timeout);
  const gateway = Gateway.withPassword(ownStack);
  const name = await gateway.launch();
  const lab = new Lab(page, ownStack, EXAMPLE);
  await lab.open("first-steps.ipynb");
  await lab.execute(`${EXAMPLE}:open`);
  const tab = page.locator(`#${EXAMPLE}`);
  const [connect, told] = [
    tab.getByRole("button", { name: "Connect" }),
    tab.locator("[role=status]"),
  ];
  const save = (settings: object) =>
    page.evaluate(
      ([id, raw]) =>
        (
          window as unknown as {
            jupyterapp: {
              serviceManager: { settings: { save(id: string, raw: string): Promise<void> } };
            };
          }
        ).jupyterapp.serviceManager.settings.save(id, raw),
      ["jupyter-dask-gateway:plugin", JSON.stringify(settings)] as const,
    );
  // The notebook comes to the front.
  await connect.click();
  await expect(told).toHaveText(`Connected to ${name.slice(0, 8)}.`);
  const cell = page.locator(".jp-Notebook .jp-Cell.jp-mod-active");
  await expect(cell).toContainText(`connect("${name}")`);
  await expect(cell.locator(".jp-OutputArea-output"), "it was not to run").toHaveCount(0);

  await save({ connect: "insert-and-run" });
  try {
    await lab.openFile(lab.notebook);
    await lab.run("import dask_gateway\nkept = dask_gateway.Gateway.connect\nprint('ready')");
    for (const [patch, outcome] of [
      ["None", `The code raised an error in ${lab.notebook}: it says there what is wrong.`],
      ["kept", `Connected to ${name.slice(0, 8)}.`],
    ] as const) {
      await lab.openFile(lab.notebook);
      await lab.run(`dask_gateway.Gateway.connect = ${patch}\nprint('go on')`);
      await lab.execute(`${EXAMPLE}:open`);
      await connect.click();
      await expect(told).toHaveText(outcome, { timeout: 60_000 });
    }
    await lab.openFile(lab.notebook);
    const output = await lab.run("print('with', cluster.name[:8])");
    await expect(output).toContainText(`with ${name.slice(0, 8)}`);
  } finally {
    await save({});
  }
});

test("without this extension it is there, and says so", async ({ page, ownStack }) => {
  const { alone: server = "" } = ownStack.more as Record<string, string>;
  const lab = new Lab(page, { ...ownStack, lab: server }, EXAMPLE);
  lab.hasPanel = false;
  await lab.open();
  await lab.execute(`${EXAMPLE}:open`);
  await expect(page.locator(`#${EXAMPLE}`).getByRole("status")).toHaveText(
    "jupyter-dask-gateway is not installed.",
  );
});
