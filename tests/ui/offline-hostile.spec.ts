import type { Page } from "@playwright/test";
import { attribute, expect, OPTIONS, type Site, test } from "./offline.js";

/** Specs, links and pages that mean harm, or mean well and are odd: nothing is run, the page stays usable, what was typed stays. */

const TAG = `<dask-gateway spec='${attribute(OPTIONS)}'></dask-gateway>`;
const link = (text: string) => `1.${Buffer.from(text).toString("base64url")}`;
const bodyOf = async (site: Site) => JSON.parse((await site.ask("requestBody")) ?? "null");

/** What each element in the page would send for `worker_cores`; null: it has no valid form. */
const cores = (page: Page): Promise<(number | null)[]> =>
  page.locator("dask-gateway").evaluateAll((all) =>
    all.map((it) => {
      const body = Reflect.get(it, "requestBody").call(it);
      return body && JSON.parse(body).cluster_options.worker_cores;
    }),
  );

test("whatever stands in a spec's and a site's texts is text", async ({ site, page }) => {
  const evil = `</script><img src=x onerror="hit = 1"><script>hit = 1</script>\${hit = 1}{{hit}}'"&amp;\u202e`;
  const spec = [
    { field: evil, label: evil, default: evil, spec: { type: "select", options: [evil, "b"] } },
    { field: "text", label: `A${evil}`, default: evil, spec: { type: "string" } },
    { field: "map", label: `B${evil}`, default: { [evil]: evil }, spec: { type: "mapping" } },
    { field: "later", label: `C${evil}`, default: evil, spec: { type: evil } },
    ...OPTIONS,
  ];
  const words = { label: evil, description: evil, group: evil, help: evil };
  const given = {
    name: evil,
    options: { text: words, worker_cores: words },
    presets: [{ name: evil, description: evil, options: { text: evil } }],
    prices: { currency: evil, core_hour: 1 },
    worker: { cores: { option: "worker_cores", unit: 1 } },
    workers: 2,
  };
  const tag = `<dask-gateway spec='${attribute(spec)}' site='${attribute(given)}'></dask-gateway>`;
  await site.open({ tag: tag.replaceAll("<", "&lt;").replace(/&lt;(?=\/?dask)/g, "<") });
  await page.getByLabel("Worker cores").fill("5");
  await page.getByText("What is sent").click();
  await expect(page.getByRole("group", { name: "Request to the gateway" })).toContainText(
    "onerror",
  );
  expect((await bodyOf(site)).cluster_options).toMatchObject({
    [evil]: evil,
    text: evil,
    map: { [evil]: evil },
    later: evil,
    worker_cores: 5,
  });
  await expect(site.tag.locator("img, script, iframe")).toHaveCount(0);
  expect(await page.evaluate(() => Reflect.has(globalThis, "hit"))).toBe(false);

  // Names that mean something to JavaScript, and numbers that mean nothing to JSON.
  const odd = `[
    {"field": "__proto__", "label": "One", "default": 12345678901234567890, "spec": {"type": "int"}},
    {"field": "constructor", "label": "Two", "default": "hasOwnProperty", "spec": {"type": "select", "options": ["hasOwnProperty", "__proto__"]}},
    {"field": "nan", "label": "Three", "default": NaN, "spec": {"type": "float", "max": 1e400}},
    {"field": "half", "label": "Four", "default": "\\ud800x\\u0000", "spec": {"type": "string"}},
    {"field": "map", "label": "Five", "default": {"__proto__": {"polluted": 1}}, "spec": {"type": "of later"}}
  ]`;
  await site.tag.evaluate((it, text) => it.setAttribute("spec", text), odd);
  await page.getByLabel("Two").selectOption("__proto__");
  expect(await site.ask("requestBody")).toBe(
    String.raw`{"cluster_options": {"__proto__": 12345678901234567890, "constructor": "__proto__", "nan": NaN, "half": "\ud800x\u0000", "map": {"__proto__": {"polluted": 1}}}}`,
  );
  expect(await page.evaluate(() => Reflect.get({}, "polluted"))).toBeUndefined();
});

test("what is too deep, too long or no spec is a sentence; what is merely long is a form", async ({
  site,
  page,
}) => {
  const alert = page.getByRole("alert");
  const tag = `<dask-gateway spec="options.json"></dask-gateway>`;
  const many = Array.from({ length: 40_000 }, (_, i) => ({ ...OPTIONS[0], field: `f${i}` }));
  const long = JSON.stringify([{ ...OPTIONS[0], label: "Worker cores" }, ...many]);
  const steps: [string, string, RegExp | null][] = [
    ["deep", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, /cannot be used .*deep/],
    ["deep in a default", JSON.stringify(OPTIONS).replace('""', '[{"":'.repeat(10_000)), /deep/],
    ["ten megabytes", `[${" ".repeat(10_000_000)}]`, /more than 8 MB/],
    ["half of it", JSON.stringify(OPTIONS).slice(0, 99), /cannot be used/],
    ["forty thousand options", long, null],
    ["with a byte order mark", `\ufeff${JSON.stringify(OPTIONS)}`, null],
  ];
  for (const [name, options, sentence] of steps) {
    await test.step(name, async () => {
      await site.open({ tag, options });
      if (sentence) await expect(alert).toContainText(sentence);
      else {
        await page.getByLabel("Worker cores").first().fill("5");
        await expect.poll(() => cores(page), { timeout: 5_000 }).toEqual([5]);
      }
    });
  }
});

test("a link that is damaged, huge or of another gateway changes nothing that was not meant", async ({
  site,
  page,
}) => {
  await site.open({ tag: TAG });
  await page.getByLabel("Worker cores").fill("5");
  const deep = `{"options": {"worker_cores": ${"[".repeat(9_000)}${"]".repeat(9_000)}}}`;
  for (const [text, said] of [
    ["", /damaged or incomplete/],
    ["1.%F0%9F%98%80%00<img src=x onerror=hit=1>", /damaged or incomplete/],
    [`1.${"A".repeat(100_000)}`, /damaged or incomplete/],
    [link(deep), /damaged or incomplete/],
    ["2.abc", /newer version/],
  ] as const) {
    await page.evaluate((it) => {
      location.hash = `dask-gateway=${it}`;
    }, text);
    await expect(page.getByRole("alert"), text.slice(0, 40)).toContainText(said);
    expect(new URL(page.url()).hash).toBe("");
    await page.getByLabel("Token", { exact: true }).fill("x");
  }
  expect((await bodyOf(site)).cluster_options).toMatchObject({ worker_cores: 5, token: "x" });
  const odd =
    '{"options": {"__proto__": {"a": 1}, "profile": "<img src=x onerror=hit=1>", "no": 1}}';
  await site.tag.evaluate((it, text) => Reflect.get(it, "openLink").call(it, text), link(odd));
  await expect(page.getByText("Left out, because this gateway does not offer them")).toBeVisible();
  await expect(page.getByLabel("Worker cores")).toHaveValue("5");
  await expect(site.tag.locator("img")).toHaveCount(0);
  expect(await page.evaluate(() => Reflect.has(globalThis, "hit"))).toBe(false);
});

test("who types goes on while the spec changes, goes wrong, and is right again", async ({
  site,
  page,
}) => {
  await site.open({ tag: TAG });
  await page.getByLabel("Token", { exact: true }).focus();
  const typing = page.keyboard.type("abcdefghij", { delay: 30 });
  for (let i = 0; i < 6; i++) {
    const more = { field: `more${i}`, label: `More ${i}`, default: i, spec: { type: "int" } };
    const spec = i % 3 === 2 ? "[1," : JSON.stringify([more, ...OPTIONS]);
    await site.tag.evaluate((it, text) => it.setAttribute("spec", text), spec);
  }
  await site.tag.evaluate((it, text) => it.setAttribute("spec", text), JSON.stringify(OPTIONS));
  await typing;
  await expect(page.getByLabel("Token", { exact: true })).toBeFocused();
  expect((await bodyOf(site)).cluster_options).toEqual({
    worker_cores: 2,
    profile: "small",
    token: "abcdefghij",
  });
});

test("a hundred in one page, each with a form of its own", async ({ site, page }) => {
  await site.open({ tag: TAG.repeat(100) });
  await expect.poll(() => cores(page)).toEqual(Array(100).fill(2));
  await page.getByLabel("Worker cores").nth(50).fill("5");
  const one = Array.from({ length: 100 }, (_, i) => (i === 50 ? 5 : 2));
  expect(await cores(page)).toEqual(one);
  // A link of one fills that one, whichever is there first.
  await page.getByRole("button", { name: "Copy link" }).nth(50).click();
  await expect(page.getByText("The link is in the clipboard.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("about:blank");
  await page.goto(link);
  await expect.poll(() => cores(page)).toEqual(one);
  expect(new URL(page.url()).hash).toBe("");
});

test("wherever a page puts it, it is there, with what was typed, and in its own styles", async ({
  site,
  page,
}) => {
  await site.open({ tag: `${TAG}<iframe title="Frame"></iframe><div id="host"></div>` });
  const typed = (where: Pick<Page, "getByLabel"> = page) => where.getByLabel("Worker cores");
  const copyButton = (where: Pick<Page, "getByRole"> = page) =>
    where.getByRole("button", { name: "Copy as Python" });
  await typed().fill("5");
  const height = await copyButton().evaluate((it) => getComputedStyle(it).minHeight);
  expect(height).not.toBe("auto");

  await test.step("out of the page, and back", async () => {
    await site.tag.evaluate(async (it) => {
      const place = it.parentNode;
      for (let i = 0; i < 10; i++) place?.append(it);
      it.remove();
      await new Promise((resolve) => setTimeout(resolve, 100));
      place?.prepend(it);
    });
    await expect(typed()).toHaveValue("5");
  });
  await test.step("in a frame, and back", async () => {
    const frame = page.frameLocator("iframe");
    await site.tag.evaluate((it) =>
      document.querySelector("iframe")?.contentDocument?.body.append(it),
    );
    await expect(typed(frame)).toHaveValue("5");
    await expect(copyButton(frame)).toHaveCSS("min-height", height);
    await typed(frame).fill("6");
    await frame.locator("dask-gateway").evaluate((it) => {
      window.parent.document.querySelector("main")?.append(it);
    });
    await expect(typed()).toHaveValue("6");
    await expect(copyButton()).toHaveCSS("min-height", height);
  });
  await test.step("in another's shadow root, a copy, and one that was made for a frame", async () => {
    await site.tag.evaluate((it) => {
      const root = document.querySelector("#host")?.attachShadow({ mode: "open" });
      root?.append(it);
      document.querySelector("main")?.append(it.cloneNode(true));
      const made = document.createElement("dask-gateway");
      made.setAttribute("spec", it.getAttribute("spec") ?? "");
      document.querySelector("iframe")?.contentDocument?.body.append(made);
    });
    await expect(typed().first()).toHaveValue("6");
    await expect(typed().last()).toHaveValue("2");
    const frame = page.frameLocator("iframe");
    await expect(typed(frame)).toHaveValue("2");
    await expect(copyButton(frame)).toHaveCSS("min-height", height);
  });
  await test.step("as a server has written it, with a root of its own", async () => {
    const inside = `<template shadowrootmode="open"><p>Of a server</p></template><p>Wait</p>`;
    await site.open({ tag: TAG.replace("></", `>${inside}</`) });
    await expect(typed()).toHaveValue("2");
    await expect(page.getByText(/Of a server|Wait/)).toBeHidden();
  });
});
