import { readdirSync } from "node:fs";
import { LaunchSpec } from "@jupyterhub/binderhub-client/spec.js";
import type { LinkOptions } from "../../js/lab/launch-options.js";
import { startSession } from "../../scripts/stack/binder.mjs";
import { freePorts } from "../../scripts/stack/processes.mjs";
import { expectAccessible } from "./axe.js";
import { test as base, expect, Lab } from "./fixtures.js";

/** Sessions of the image that `npm run test:matrix -- Binder` has made, opened as Binder opens them. */

type Session = Awaited<ReturnType<typeof startSession>>;

const test = base.extend<{
  start: (env?: Record<string, string>) => Promise<Session & { lab: Lab; temporary: string }>;
}>({
  start: async ({ page }, use, info) => {
    let session: Session | undefined;
    await use(async (env = {}) => {
      const [port] = await freePorts(1);
      const temporary = info.outputPath("");
      session = await startSession({ port, temporary, env });
      const lab = new Lab(page, { lab: session.server, token: session.token, notebooks: "" }, "");
      return { ...session, lab, temporary };
    });
    await session?.stop();
  },
});

/** As a badge has it, with a link behind it. */
const urlPath = (options: LinkOptions) => {
  const link = `1.${Buffer.from(JSON.stringify(options)).toString("base64url")}`;
  return new URLSearchParams(
    `urlpath=lab%2Fworkspaces%2Fdask-gateway%3Fdask-gateway%3D${link}`,
  ).get("urlpath") as string;
};

/** Where BinderHub's page sends the browser. */
const addressIn = ({ server, token }: Session, path: string) =>
  new LaunchSpec(path).getJupyterServerRedirectUrl(new URL(server), token).href;

const gateways = (folder: string) =>
  readdirSync(folder).filter((name) => name.startsWith("dask-gateway-demo-"));

test.slow();

test("where no gateway is configured, the session has one: launched, connected and computed with", async ({
  start,
  page,
}) => {
  const session = await start();
  const { lab, temporary } = session;
  const { panel } = lab;
  await page.goto(addressIn(session, urlPath({ options: { worker_cores: 2 }, workers: 1 })));
  await expect(panel.getByText(/Nothing has been launched/)).toBeVisible();
  await expect(panel.getByRole("textbox", { name: "Worker cores" })).toHaveValue("2");
  await expect(panel.getByRole("combobox", { name: "Preset" })).toContainText("Big memory");
  await expectAccessible(page, panel);
  const notebook = page.locator(".jp-Notebook");
  await expect(
    notebook.getByRole("heading", { name: "First steps with Dask Gateway" }),
  ).toBeVisible();
  await expect.poll(() => page.url()).toBe(`${session.server}lab/workspaces/dask-gateway`);
  expect(gateways(temporary)).toHaveLength(1);

  await panel.getByRole("button", { name: "Launch cluster" }).click();
  await expect(lab.cluster()).toContainText("1 worker", { timeout: 60_000 });
  await expectAccessible(page, panel);
  await notebook.locator(".jp-CodeCell").first().click();
  await lab.cluster().getByRole("button", { name: "Connect", exact: true }).click();
  const connecting = notebook.locator(".jp-CodeCell", { hasText: "cluster.get_client()" });
  await connecting.locator(".cm-content").press("Shift+Enter");
  await expect(connecting.locator(".jp-OutputArea")).toContainText("Client", { timeout: 60_000 });
  const mean = notebook.locator(".jp-CodeCell", { hasText: "numbers.mean().compute()" });
  await mean.locator(".cm-content").press("Shift+Enter");
  await expect(mean.locator(".jp-OutputArea")).toContainText(/0\.(49|50)/, { timeout: 60_000 });

  // A browser does not reach into the session: the Jupyter server passes it on.
  await lab.cluster().getByRole("button", { name: "Open dashboard", exact: true }).click();
  const dashboard = page.frameLocator(`iframe[src*="/user/example-example-x1y2z3/proxy/"]`);
  await expect(dashboard.locator("canvas").first()).toBeVisible({ timeout: 30_000 });

  await session.stop();
  await expect.poll(() => gateways(temporary)).toEqual([]);
});

test("where a gateway is configured, as on 2i2c's hubs, the session has that one and starts none", async ({
  start,
  stack,
  gateway,
  page,
}) => {
  const session = await start({
    DASK_GATEWAY__ADDRESS: stack.address,
    DASK_GATEWAY__AUTH__TYPE: "basic",
    DASK_GATEWAY__AUTH__KWARGS__USERNAME: stack.user,
    DASK_GATEWAY__AUTH__KWARGS__PASSWORD: stack.password,
  });
  const { lab, temporary } = session;
  await page.goto(addressIn(session, urlPath({ options: { worker_cores: 3 } })));
  await expect(lab.panel).toContainText(stack.address);
  await expect(lab.panel.getByRole("textbox", { name: "Worker cores" })).toHaveValue("3");
  // What the demonstration says of its own gateway is not said of others.
  await expect(lab.panel.getByRole("combobox", { name: "Preset" })).toHaveCount(0);
  expect(gateways(temporary)).toEqual([]);
  await lab.panel.getByRole("button", { name: "Launch cluster" }).click();
  await expect.poll(async () => Object.keys(await gateway.clusters())).toHaveLength(1);
});
