import { expectAccessible } from "./axe.js";
import { attribute, expect, OPTIONS, test, type Written } from "./offline.js";

/** `<dask-gateway spec="…">` in a real page under a strict policy: a form without a gateway, and what its choices come to. */

const SITE = {
  worker: { cores: { option: "worker_cores", unit: 1 } },
  prices: { currency: "USD", core_hour: 0.5 },
  workers: 2,
  presets: [{ name: "Usual", options: { worker_cores: 4 } }],
};

const TAG = `<dask-gateway spec="options.json" site='${attribute(SITE)}'><button slot="actions">Use these</button></dask-gateway>`;

test("by keyboard: choose, see what it comes to, read and copy what is sent, follow the link", async ({
  site,
  page,
}) => {
  await site.open({ tag: TAG });
  await expect(page.getByRole("region", { name: "Dask Gateway" })).toHaveAttribute(
    "data-connection",
    "offline",
  );
  for (const name of ["Launch cluster", "Refresh", "Try again", "Save as preset"])
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  await site.tag.evaluate((it) => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    for (const type of ["change", "launch", "error"])
      document.addEventListener(type, () => told.push(`${type} bubbled`));
    it.addEventListener("change", (event) =>
      told.push(JSON.stringify((event as CustomEvent).detail)),
    );
  });

  await page.getByLabel("Worker cores").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("6");
  await expect(page.getByRole("status", { name: "Footprint" })).toContainText(
    "2 workers: 12 cores, about 6.00\u00a0USD",
  );
  await page.getByLabel("Token", { exact: true }).fill("s3cret");
  const told = await page.evaluate(() => Reflect.get(globalThis, "told") as string[]);
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told)).toEqual(new Set(['{"valid":true}']));

  // The page's own button stands in the foot, between the form and what else can be done with it.
  const order = ["up to", "Use these", "Copy as Python", "Copy link", "Reset to defaults"];
  await page.getByLabel(order[0] ?? "", { exact: true }).focus();
  for (const name of order.slice(1)) {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name })).toBeFocused();
  }
  await page.locator("summary", { hasText: "What is sent" }).focus();
  await page.keyboard.press("Enter");
  const request = page.getByRole("group", { name: "Request to the gateway" });
  await expect(request).toContainText('"worker_cores": 6');
  await expect(request).not.toContainText("s3cret");
  await expect(page.getByRole("group", { name: "Python" })).toContainText("cluster.scale(2)");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Copied: Request to the gateway")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    await request.textContent(),
  );
  await page.keyboard.press("Tab");
  await expect(request).toBeFocused();
  expect(JSON.parse((await site.ask("requestBody")) ?? "")).toEqual({
    cluster_options: { worker_cores: 6, profile: "small", token: "s3cret" },
  });
  await expectAccessible(page, "dask-gateway");

  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("The link is in the clipboard.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${site.address}/#dask-gateway=${await site.ask("link")}`);
  await site.page.goto("about:blank");
  await site.open({ tag: TAG }, link.slice(site.address.length + 1));
  await expect(page.getByLabel("Worker cores")).toHaveValue("6");
  await expect(page.getByLabel("Token", { exact: true })).toHaveValue("");
  await expect(page.getByText("This link filled in 1 option.")).toBeVisible();

  await page.getByRole("combobox", { name: "Preset" }).selectOption({ label: "Usual" });
  await expect(page.getByLabel("Worker cores")).toHaveValue("4");

  // Nobody else is asked, and nothing is kept.
  expect(
    site.asked.filter((url) => !/^(about:|data:)/.test(url) && !url.startsWith(site.address)),
  ).toEqual([]);
  expect(await page.evaluate(() => ({ ...localStorage, ...sessionStorage }))).toEqual({});
  const { cookies, origins } = await page.context().storageState({ indexedDB: true });
  expect([cookies, origins]).toEqual([[], []]);
});

test("a spec in the page needs no connect-src; typing stays when it changes", async ({
  site,
  page,
}) => {
  const script = `<script type="application/json">${JSON.stringify(OPTIONS)}</script>`;
  await site.open({ tag: `<dask-gateway spec="">${script}</dask-gateway>`, connect: "'none'" });
  await page.getByLabel("Worker cores").fill("5");
  await site.tag.evaluate((it) => {
    const inside = it.querySelector("script") as HTMLScriptElement;
    const more = { field: "debug", label: "Debug", default: true, spec: { type: "bool" } };
    inside.firstChild?.replaceWith(JSON.stringify([...JSON.parse(inside.text), more]));
  });
  await expect(page.getByRole("checkbox", { name: "Debug" })).toBeChecked();
  await expect(page.getByLabel("Worker cores")).toHaveValue("5");
});

test("what keeps a spec from being read is a sentence", async ({ site, page, expectedErrors }) => {
  expectedErrors.push(/Content Security Policy/, /CORS policy/, /Failed to load resource/);
  const alert = page.getByRole("alert");
  const tag = (spec: string) => `<dask-gateway spec="${spec}"></dask-gateway>`;
  const steps: [string, Written, string | RegExp][] = [
    [
      "it is not there",
      { tag: tag("gone.json") },
      /^There are no options at .*gone\.json \(HTTP 404\)/,
    ],
    ["it is this page", { tag: tag("/") }, /there is a web page, and no options/],
    [
      "the page's own policy forbids it",
      { tag: tag("options.json"), connect: "'none'" },
      `This page’s content security policy forbids it to read its options. Its author must add ${site.address} to connect-src.`,
    ],
    [
      "another origin does not allow it",
      { tag: tag(`${site.elsewhere}/options.json`), connect: site.elsewhere },
      `There is an answer at ${site.elsewhere}/options.json, but this page may not read it. Its server must allow the origin ${site.address} by CORS.`,
    ],
    [
      "nobody is there",
      { tag: tag("http://127.0.0.1:9/x"), connect: "http://127.0.0.1:9" },
      /^No answer from http:\/\/127\.0\.0\.1:9\/x\. Check that you are online\./,
    ],
  ];
  for (const [name, written, sentence] of steps) {
    await test.step(name, async () => {
      await site.open(written);
      await expect(alert.locator("p")).toHaveText(sentence);
      const again = alert.getByRole("button", { name: "Try again" });
      await expect(again).toBeVisible();
      // Below the sentence, and not below its icon, where it would push the sentence aside.
      const [said, button] = [await alert.locator("p").boundingBox(), await again.boundingBox()];
      expect(button?.x).toBe(said?.x);
      await expect(site.form).toHaveCount(0);
    });
  }
  await test.step("what is missing", async () => {
    await site.open({ tag: "<dask-gateway></dask-gateway>" });
    await expect(alert).toContainText("give the element the attribute “address”, or “spec”");
    await expectAccessible(page, "dask-gateway");
  });
  await test.step("an origin that allows it", async () => {
    await site.open({ tag: tag(`${site.elsewhere}/allowed.json`), connect: site.elsewhere });
    await expect(site.form).toBeVisible();
  });
});

test("it looks like the page that it is in", async ({ site, page }) => {
  const background = () =>
    site.tag.evaluate(
      (it) =>
        getComputedStyle(it.shadowRoot?.lastElementChild as Element, "").backgroundColor +
        getComputedStyle(it).backgroundColor,
    );
  const pydata = `
    html[data-theme="light"] { color-scheme: light; --pst-color-background: #fff; --pst-color-text-base: #222832; --pst-color-primary: #0a7d91; --pst-color-primary-text: #fff; --pst-color-text-muted: #48566b; --pst-color-surface: #f3f4f5; --pst-color-border: #d1d5da; }
    html[data-theme="dark"] { color-scheme: dark; --pst-color-background: #14181e; --pst-color-text-base: #ced6dd; --pst-color-primary: #3fb1c5; --pst-color-primary-text: #14181e; --pst-color-text-muted: #9ca4af; --pst-color-surface: #29313d; --pst-color-border: #48566b; }
    body { background: var(--pst-color-background); color: var(--pst-color-text-base); }`;
  await site.open({ tag: TAG, css: pydata, theme: "light" });
  await page.getByText("What is sent").click();
  expect(await background()).toContain("rgb(255, 255, 255)");
  await expectAccessible(page, "dask-gateway");
  await page.evaluate(() => {
    document.documentElement.dataset.theme = "dark";
  });
  expect(await background()).toContain("rgb(20, 24, 30)");
  await expect(page.getByRole("button", { name: "Use these" })).toHaveCSS(
    "background-color",
    "rgb(63, 177, 197)",
  );
  await expectAccessible(page, "dask-gateway");

  const own = `${pydata} dask-gateway { --dask-gateway-surface: #010203; }
    dask-gateway::part(header) { display: none; } dask-gateway::part(footprint) { color: #abcdef; } dask-gateway::part(texts) { color: #fedcba; }`;
  await site.open({ tag: TAG, css: own, theme: "dark" });
  await expect(page.getByRole("status", { name: "Footprint" })).toHaveCSS(
    "color",
    "rgb(171, 205, 239)",
  );
  expect(await background()).toContain("rgb(1, 2, 3)");
  await expect(page.getByRole("heading", { name: "Dask Gateway" })).toHaveCount(0);
  await expect(page.locator("details.texts")).toHaveCSS("color", "rgb(254, 220, 186)");
});
