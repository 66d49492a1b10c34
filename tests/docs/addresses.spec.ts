import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "@playwright/test";
import { at } from "../../scripts/lib.mjs";
import { serveFolder } from "../../scripts/stack/folder.mjs";

/** What stands in the pages' addresses; Sphinx itself has looked at those that are written in Markdown. */

const SITE = at("build/docs/html");

test("whatever is asked for, the site is served on", async ({ request }) => {
  const { address, stop } = await serveFolder(SITE);
  const status = async (path: string) => (await request.get(`${address}${path}`)).status();
  for (const path of ["/%E0%A4%A", "/%00", "/..%2f..%2f..%2fpackage.json", "/generated"]) {
    expect(await status(path), path).toBe(404);
  }
  expect(await status("/")).toBe(200);
  stop();
});

const pages = readdirSync(SITE, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".html") && !name.startsWith("_static"),
);
const read = (page: string) => readFileSync(join(SITE, page), "utf8");

interface Address {
  name: string;
  text: string;
}

function addressesIn(html: string): Address[] {
  return [...html.matchAll(/\s(href|src|spec)="([^"]*)"/g)].map(([, name = "", text = ""]) => ({
    name,
    text: text.replaceAll("&amp;", "&"),
  }));
}

const idsOf = new Map<string, Set<string>>();
function idsIn(file: string): Set<string> {
  const known = idsOf.get(file);
  if (known !== undefined) return known;
  const ids = new Set([...read(file).matchAll(/\sid="([^"]*)"/g)].map(([, id = ""]) => id));
  idsOf.set(file, ids);
  return ids;
}

/** The file that an address of a page means, as a path in the site. */
function target(page: string, address: string): { file: string; id: string } {
  const [path = "", id = ""] = address.split("#");
  const file = path.replace(/\?.*$/, "");
  return {
    file: file === "" ? page : normalize(join(dirname(page), decodeURIComponent(file))),
    id: decodeURIComponent(id),
  };
}

const isElsewhere = (address: string) => /^[a-z]+:/i.test(address);

test("each leads to a file of the site, and to something with that id in there", () => {
  const lost: string[] = [];
  let looked = 0;
  for (const page of pages) {
    for (const { text } of addressesIn(read(page))) {
      if (isElsewhere(text)) continue;
      const { file, id } = target(page, text);
      looked += 1;
      const there = existsSync(join(SITE, file)) && statSync(join(SITE, file)).isFile();
      // A link that fills a form, and the top of a page, are no ids.
      const known = id === "" || id.startsWith("dask-gateway=") || idsIn(file).has(id);
      if (!there || !known) lost.push(`${page}: ${text}`);
    }
  }
  expect(looked).toBeGreaterThan(500);
  expect(lost).toEqual([]);
});

test("each page has the icon", () => {
  for (const page of pages) {
    const [, icon] = /<link rel="icon" href="([^"]*)"/.exec(read(page)) ?? [];
    expect(target(page, icon ?? "").file, page).toBe("_static/favicon.svg");
  }
  expect(read("_static/favicon.svg")).toMatch(/^<svg /);
});

test("nothing is loaded from elsewhere, and links to elsewhere are whole", () => {
  for (const page of pages) {
    for (const { name, text } of addressesIn(read(page)).filter((it) => isElsewhere(it.text))) {
      expect(name, `${page}: ${text}`).toBe("href");
      expect(text, page).toMatch(/^(https:\/\/[\w-]+(\.[\w-]+)+(\/\S*)?|mailto:\S+@\S+)$/);
    }
    expect(read(page), page).not.toMatch(/<link[^>]+href="https?:/);
  }
});

test("each page is two clicks from the first one", () => {
  const linked = (page: string) =>
    addressesIn(read(page))
      .filter(({ name, text }) => name === "href" && !isElsewhere(text))
      .map(({ text }) => target(page, text).file)
      .filter((file) => file.endsWith(".html"));
  const near = new Set<string>();
  for (const page of linked("index.html")) {
    near.add(page);
    for (const further of linked(page)) near.add(further);
  }
  // Files of the repository are shown where a page speaks of them.
  const ours = pages.filter((page) => !page.startsWith("generated/files/"));
  expect(ours.length).toBeGreaterThan(25);
  expect(ours.filter((page) => !near.has(page))).toEqual([]);
});
