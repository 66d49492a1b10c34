import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { makeBinderPage } from "../../scripts/build/binder-page.mjs";
import { at } from "../../scripts/lib.mjs";
import { expectAccessible } from "./axe.js";
import { BUILD, BUILT, FAULTS, FakeHub, ready, tell } from "./binderhub.js";
import { test as base, expect, Lab } from "./fixtures.js";

/** The page that chooses first: what is chosen there stands in the form of the JupyterLab that Binder starts. */

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
};

/** As any web server has it, with a policy for scripts that a page cannot state by itself. */
async function serve(folder: string): Promise<{ address: string; stop: () => void }> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? "", "http://page").pathname.slice(1) || "index.html";
    if (!/^[\w-]+\.\w+$/.test(name)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("Content-Type", `${TYPES[extname(name)]}; charset=utf-8`);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "require-trusted-types-for 'script'");
    response.end(readFileSync(join(folder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, stop: () => server.close() };
}

class BinderPage {
  readonly said: string[] = [];
  readonly open: Locator;
  readonly again: Locator;
  readonly cancel: Locator;
  readonly failure: Locator;
  readonly cores: Locator;
  /** The phase that it is in. */
  readonly now: Locator;

  constructor(
    readonly page: Page,
    readonly hub: FakeHub,
    readonly address: string,
  ) {
    this.open = page.getByRole("button", { name: "Open on Binder" });
    this.again = page.getByRole("button", { name: "Try again" });
    this.cancel = page.getByRole("button", { name: "Cancel" });
    this.failure = page.getByRole("alert");
    this.cores = page.getByRole("textbox", { name: "Worker cores" });
    this.now = page.locator('[aria-current="step"]');
    page.on("pageerror", (error) => this.said.push(error.message));
    page.on("console", (message) => this.said.push(message.text()));
  }

  async goto(): Promise<void> {
    await this.page.goto(this.address);
    await this.cores.waitFor();
  }
}

const test = base.extend<{ binder: BinderPage }>({
  binder: async ({ page }, use, info) => {
    const hub = await new FakeHub().start();
    const folder = info.outputPath("page");
    await makeBinderPage({ hub: hub.address, repository: "gh/example/example/HEAD", folder });
    const site = await serve(folder);
    const binder = new BinderPage(page, hub, site.address);
    await use(binder);
    hub.stop();
    site.stop();
  },
});

test("whoever makes the page is told what is no hub and no repository", async () => {
  const made = (wrong: { hub?: string; repository?: string }) =>
    makeBinderPage({ folder: "nowhere", ...wrong });
  await expect(made({ hub: "mybinder.org" })).rejects.toThrow(
    '"mybinder.org" is no address of a BinderHub. One looks like https://mybinder.org.',
  );
  await expect(made({ repository: "x" })).rejects.toThrow('"x" is no repository');
});

test("what is chosen stands in the form of the JupyterLab that Binder starts", async ({
  binder,
  gateway,
  stack,
  page,
}) => {
  const { hub } = binder;
  await binder.goto();
  // The form is that of the demonstration's gateway.
  const options = JSON.parse(readFileSync(at("demo/binder-page/options.json"), "utf8"));
  expect(options).toEqual(await gateway.request("GET", "options"));

  let go = () => {};
  const isReady = new Promise<void>((resolve) => {
    go = resolve;
  });
  hub.answer = async (response) => {
    tell(response, ...BUILD, ...BUILT);
    await isReady;
    tell(response, ready(`${stack.lab}/`, stack.token));
  };
  await expectAccessible(page, "html");
  await binder.cores.fill("9");
  await binder.open.press("Enter");
  await expect(binder.failure).toContainText("Something in the form is not valid");
  expect(hub.asked).toEqual([]);
  await binder.cores.fill("2");
  await binder.open.press("Enter");
  await binder.open.press("Enter");
  await expect(page.getByRole("heading", { name: "Binder is starting JupyterLab" })).toBeFocused();
  await expect(binder.now).toHaveText("Starting JupyterLab");
  await page.getByText("What Binder says").click();
  await expect(page.getByRole("region", { name: "Log" })).toContainText(
    "Using CondaBuildPack builder\nStep 1/51",
  );
  await expectAccessible(page, "html");
  // What is changed meanwhile goes along.
  await binder.cores.fill("3");
  await expect(page.getByRole("link", { name: "On Binder’s own page" })).toHaveAttribute(
    "href",
    new RegExp(
      `^${hub.address}/v2/gh/example/example/HEAD\\?urlpath=lab%2Fworkspaces%2Fdask-gateway%3Fdask-gateway%3D1\\.`,
    ),
  );
  const before = `${await page.content()}${JSON.stringify(await page.context().storageState({ indexedDB: true }))}`;
  expect(before).not.toContain(stack.token);
  go();

  const { panel } = new Lab(page, stack, "");
  await expect(panel.getByText(/Nothing has been launched/)).toBeVisible();
  await expect(panel.getByRole("textbox", { name: "Worker cores" })).toHaveValue("3");
  await expect.poll(() => page.url()).toBe(`${stack.lab}/lab/workspaces/dask-gateway`);
  expect(hub.asked).toEqual(["/build/gh/example/example/HEAD"]);
  const mine = binder.said.filter((text) => text.includes("token") || text.includes(stack.token));
  expect(mine).toEqual([]);
  expect(await gateway.clusters()).toEqual({});
});

test("whatever goes wrong at Binder is said in plain words, and can be tried again", async ({
  binder,
  page,
}) => {
  const { hub, failure } = binder;
  await binder.goto();
  let button = binder.open;
  for (const [name, answer, said] of FAULTS) {
    await test.step(name, async () => {
      hub.answer = answer;
      await button.click();
      await expect(failure).toHaveText(said);
      await expect(page.getByRole("heading", { name: "Binder has started nothing" })).toBeVisible();
    });
    button = binder.again;
  }
  await test.step("a long build holds nothing up, and says its phase once", async () => {
    const said = await page.locator("#status").evaluateHandle((status) => {
      const seen: (string | null)[] = [];
      const listen = (told: MutationRecord[]) =>
        void seen.push(...told.flatMap((it) => [...it.addedNodes].map((node) => node.textContent)));
      new MutationObserver(listen).observe(status, { childList: true });
      return seen;
    });
    const line = { phase: "building", message: `${"x".repeat(60)}\n` };
    hub.answer = async (response) => {
      tell(response, ...Array(5_000).fill(line), { phase: "failed", message: "The end\n" });
      response.end();
    };
    await button.click();
    await expect(failure).toHaveText(/It says: The end/);
    await expect(page.locator("#log section")).toContainText("The end");
    const told = await said.jsonValue();
    expect(told.filter((text) => text?.startsWith("Binder builds"))).toHaveLength(1);
  });
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, "html");
  }
  hub.allows = false;
  await binder.again.click();
  await expect(failure).toHaveText(/cannot reach Binder.*CORS/);
  hub.stop();
  await binder.again.click();
  await expect(failure).toHaveText(/cannot reach Binder/);
  // The client's own remarks, and what the browser says of connections; nothing was thrown.
  const known =
    /^(Event stream error|EventIterator queue reached|Failed to load resource|Access to fetch at)/;
  expect(binder.said.filter((text) => !known.test(text))).toEqual([]);
  await expect(binder.cores).toHaveValue("1");
});

test("who waits is told so, can cancel, and a reload starts nothing", async ({ binder, page }) => {
  const { hub, failure } = binder;
  await page.clock.install();
  await binder.goto();
  hub.answer = () => {};
  await binder.open.click();
  await expect.poll(() => hub.asked.length).toBe(1);
  await page.clock.fastForward(61_000);
  await expect(failure).toHaveText(/has not answered within a minute/);
  await expect.poll(() => hub.abandoned).toBe(1);

  hub.answer = (response) => tell(response, ...BUILD);
  await binder.again.click();
  await expect(binder.now).toHaveText("Building the image");
  await page.clock.fastForward(121_000);
  await expect(
    page.getByRole("status").filter({ hasText: "said nothing for 2 minutes" }),
  ).toBeVisible();
  await binder.cancel.click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  await expect(binder.open).toBeFocused();
  await expect.poll(() => hub.abandoned).toBe(2);

  hub.answer = (response) => tell(response, ...BUILT);
  await binder.open.click();
  await expect(binder.now).toHaveText("Starting JupyterLab");
  await page.clock.fastForward(661_000);
  await expect(failure).toHaveText(/did not start in time/);

  await binder.again.click();
  await expect(binder.now).toHaveText("Starting JupyterLab");
  await page.reload();
  await expect(binder.cores).toHaveValue("1");
  await expect(page.locator("#launch")).toBeHidden();
  await expect.poll(() => hub.abandoned).toBe(4);
  expect(hub.asked).toHaveLength(4);
  const { cookies, origins } = await page.context().storageState({ indexedDB: true });
  expect({ cookies, origins }).toEqual({ cookies: [], origins: [] });
});
