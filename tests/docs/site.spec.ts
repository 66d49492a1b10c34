import { readdirSync } from "node:fs";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { at } from "../../scripts/lib.mjs";
import { serveFolder } from "../../scripts/stack/folder.mjs";
import { expectAccessible } from "../ui/axe.js";

const SITE = at("build/docs/html");

/** The site as any web server serves it, with no gateway and nothing of ours behind it. */
const test = base.extend<{ open: (page: string) => Promise<void> }>({
  open: async ({ page }, use) => {
    const { address, stop } = await serveFolder(SITE);
    const said: string[] = [];
    page.on("pageerror", (error) => said.push(error.message));
    page.on("console", (message) => {
      const { url } = message.location();
      if (message.type() === "error" && !url.endsWith("/favicon.ico")) said.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(address)) said.push(`asked for ${request.url()}`);
    });
    await use(async (name) => void (await page.goto(`${address}/${name}`)));
    stop();
    expect(said).toEqual([]);
  },
});

/** Without what is the theme's: its bars, and its search. */
const OURS = "main article";

const forms = (page: Page) => page.getByRole("form", { name: "Cluster options" });

test("a form can be tried: it checks what is typed, and tells what it comes to", async ({
  page,
  open,
}) => {
  await open("first-steps.html");
  const form = forms(page);
  await form.getByLabel("Worker Cores").fill("9");
  await expect(form.getByText("worker_cores must be <= 4.000000, got 9")).toBeVisible();
  await form.getByLabel("Worker Cores").fill("2");
  await form.getByLabel("Workers at start", { exact: true }).fill("3");
  await expect(form.getByText("3 workers: 6 cores, 6 GiB")).toBeVisible();
  await expect(form.getByRole("button", { name: "Launch cluster" })).toHaveCount(0);
  await form.getByRole("button", { name: "Copy as Python" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("worker_cores=2");
});

test("the form of the example for authors of pages is that example", async ({ page, open }) => {
  await open("element.html");
  const form = forms(page);
  await form.getByLabel("Cores").fill("9");
  await expect(form.getByText("worker_cores must be <= 8.000000, got 9")).toBeVisible();
  await form.getByLabel("Cores").fill("8");
  await page.getByText("What is sent", { exact: true }).click();
  const shown = page.getByRole("group", { name: "Request to the gateway" });
  await expect(shown).toHaveText(/^\{\s*"cluster_options": \{\s*"worker_cores": 8\s*\}\s*\}$/);
});

test("forms of sites each have their own choices", async ({ page, open }) => {
  await open("forms-of-sites.html");
  await page.getByText("Nebari", { exact: true }).click();
  const form = forms(page);
  await expect(form.getByText("each worker: 1.5 cores, 5 GiB")).toBeVisible();
  await form.getByLabel("Cluster Profile").selectOption("Medium Worker");
  await expect(form.getByText("each worker: 3 cores, 10 GiB")).toBeVisible();
  await page.getByText("The Planetary Computer", { exact: true }).click();
  await form.getByLabel("Preset").selectOption({ label: "One with a GPU" });
  await expect(form.getByLabel("Worker Memory (GiB)")).toHaveValue("28.0");
  await page.getByText("Nebari", { exact: true }).click();
  await expect(form.getByText("each worker: 3 cores, 10 GiB")).toBeVisible();
});

/** What is behind an element: its own background, or the next that is there, out of shadow roots too. */
const background = (it: Locator): Promise<string> =>
  it.evaluate((inner) => {
    for (let at: Element | null = inner; at !== null; ) {
      const { backgroundColor } = getComputedStyle(at);
      if (backgroundColor !== "rgba(0, 0, 0, 0)") return backgroundColor;
      const root = at.getRootNode();
      at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    }
    return "";
  });

for (const scheme of ["light", "dark"] as const) {
  test(`a reader's choice of ${scheme} is the form's, too, and both are accessible`, async ({
    page,
    open,
  }) => {
    // The page begins as the system is, which is the other.
    await page.emulateMedia({ colorScheme: scheme === "light" ? "dark" : "light" });
    await open("first-steps.html");
    await expect(forms(page)).toBeVisible();
    const body = page.locator("body");
    const panel = page.getByRole("region", { name: "Dask Gateway" });
    const before = await background(body);
    await page.getByRole("button", { name: "Color mode" }).click();
    await page.getByRole("button", { name: scheme === "light" ? "Light" : "Dark" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", scheme);
    expect(await background(body)).not.toBe(before);
    expect(await background(panel)).toBe(await background(body));
    await expectAccessible(page, OURS);
  });
}

/** Those that are written, Python's and TypeDoc's, and a file of the repository: the other files look like it. */
const PAGES = readdirSync(at("docs")).flatMap((name) => /^(.*)\.md$/.exec(name)?.[1] ?? []);

for (const name of [...PAGES, "generated/javascript", "generated/files/demo-hub"]) {
  test(`what stands in a page is accessible: ${name}`, async ({ page, open }) => {
    await open(`${name}.html`);
    await expectAccessible(page, OURS);
  });
}

test("a telephone shows all of a page without moving it sideways", async ({ page, open }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  for (const name of ["index", "first-steps", "forms-of-sites", "site-settings", "lab-commands"]) {
    await open(`${name}.html`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, name).toBeLessThanOrEqual(390);
  }
});

test("a search finds a sentence of the screen", async ({ page, open }) => {
  await open("search.html?q=this+was+not+done");
  await expect(page.getByRole("link", { name: /Troubleshooting/ }).first()).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a sentence stands where the form would be", async ({ page, open }) => {
    await open("first-steps.html");
    await expect(page.getByText("where JavaScript may run")).toBeVisible();
    await expect(page.getByRole("link", { name: "Troubleshooting" }).first()).toBeVisible();
  });
});
