// @vitest-environment happy-dom
import { existsSync, readFileSync } from "node:fs";
import type { CustomElementDeclaration, Package } from "custom-elements-manifest";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { readAttributes } from "../../js/element/attributes.js";
import { defineElement } from "../../js/element/define.js";
import type { GatewayElement } from "../../js/element/types.js";
import { FROM_PAGE } from "../../js/view/styles/tokens.js";
import { OF_PAGES } from "../../scripts/build/parts.mjs";
import { drawn } from "./page.js";

/**
 * docs/element.md: its tables are those of the manifest, which element-manifest.test.ts holds to the sources, and each block can be
 * used as it stands. Links and the site's settings are tried in element-page-core.test.ts; TypeScript is compiled in tests/package, with
 * the package as npm packs it.
 */

vi.mock("../../js/page/parts.js", () => ({
  loadPart: vi.fn(() => import("../../js/element/index.js")),
}));

const read = (path: string) => readFileSync(path, "utf8");
const page = read("docs/element.md");
const [module] = (JSON.parse(read("custom-elements.json")) as Package).modules;
const manifest = module?.declarations?.[0] as CustomElementDeclaration;

const blocks = (language: string): string[] => {
  const all = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  return all.filter(([, name]) => name === language).map(([, , text]) => text ?? "");
};
/** The only one. */
const block = (language: string): string => {
  const found = blocks(language);
  if (found.length !== 1) throw new Error(`${found.length} × ${language}`);
  return found[0] as string;
};
/** The rows of the table with this head, without backquotes in the first two columns. */
function table(head: string): string[][] {
  const [, , ...rows] =
    page
      .slice(page.indexOf(`| ${head} |`))
      .split("\n\n")[0]
      ?.split("\n") ?? [];
  return rows.map((row) => {
    const [name = "", preset = "", ...rest] = row.split("|").slice(1, -1);
    return [
      ...[name, preset].map((cell) => cell.trim().replaceAll("`", "")),
      rest.join("|").trim(),
    ];
  });
}

beforeAll(async () => {
  vi.stubGlobal("origin", location.origin);
  // The first time takes a while.
  await import("../../js/element/index.js");
  defineElement();
});
afterEach(() => document.body.replaceChildren());

test("its tables are the manifest's", () => {
  const rows = (items: { name: string; default?: string }[] | undefined) =>
    (items ?? []).map((item) => [item.name, item.default ?? ""]);
  const withoutText = (head: string) => table(head).map((row) => row.slice(0, 2));
  expect(withoutText("attribute")).toEqual(rows(manifest.attributes));
  const members = (kind: string) => manifest.members?.filter((member) => member.kind === kind);
  expect(withoutText("property")).toEqual(rows(members("field")));
  expect(table("method").map(([name]) => name?.replace(/\(.*/, ""))).toEqual(
    members("method")?.map(({ name }) => name),
  );
  expect(table("event").map(([name]) => name)).toEqual(manifest.events?.map(({ name }) => name));
  expect(withoutText("variable")).toEqual(rows(manifest.cssProperties));
  expect(withoutText("part").map(([name]) => name)).toEqual(
    manifest.cssParts?.map(({ name }) => name),
  );
  const plain = (text = "") => text.trim().toLowerCase().replace(/\.$/, "");
  const variables = table("variable").map((row) => (row[2] ?? "").split("|"));
  expect(variables.map((cells) => plain(cells[2]))).toEqual(
    manifest.cssProperties?.map(({ description }) => plain(description)),
  );
  const quoted = (prefix: string, name: string) => (name === "" ? "" : `\`${prefix}${name}\``);
  expect(variables.map((cells) => cells.slice(0, 2).map((cell) => cell.trim()))).toEqual(
    FROM_PAGE.map(([, lab, pydata]) => [quoted("--jp-", lab), quoted("--pst-", pydata)]),
  );
});

test("it names the files that a page needs, and no others", () => {
  const needed = OF_PAGES.map(({ file }) => file);
  expect([...new Set(page.match(/dask-gateway[\w-]*\.js/g))].sort()).toEqual(needed.sort());
});

test("its markup shows an element that asks for the login", async () => {
  expect(blocks("html")).toHaveLength(3);
  for (const markup of blocks("html")) {
    const written = new DOMParser().parseFromString(markup, "text/html");
    const script = written.querySelector("script");
    if (script?.type === "module") {
      expect(script.getAttribute("src")).toBe("dask-gateway.js");
    }
    const tags = [...written.querySelectorAll("dask-gateway")];
    expect(tags).toHaveLength(1);
    for (const tag of tags) {
      if (tag.hasAttribute("spec")) {
        expect(readAttributes(tag)).toMatchObject({ way: { kind: "spec", base: null } });
        continue;
      }
      const element = document.createElement("dask-gateway");
      for (const { name, value } of tag.attributes) {
        expect(manifest.attributes?.map((attribute) => attribute.name)).toContain(name);
        element.setAttribute(name, value);
      }
      document.body.append(element);
      for (let i = 0; i < 5; i += 1) await drawn();
      expect(element.shadowRoot?.querySelector("[role=alert]")).toBeNull();
      expect(element.shadowRoot?.querySelector("form.login")).toBeTruthy();
      expect(() => JSON.parse(element.site ?? "null")).not.toThrow();
    }
  }
});

test("its login answers for the gateway alone", () => {
  const element: GatewayElement = document.body.appendChild(document.createElement("dask-gateway"));
  new Function(block("js"))();
  expect(element.authorization?.("https://gateway.example.org/")).toBe("Bearer …");
  expect(element.authorization?.("https://elsewhere.example.org/")).toBeNull();
});

test("its styles set variables that the element reads", () => {
  const set = blocks("css").flatMap((styles) => styles.match(/--[\w-]+(?=:)/g) ?? []);
  expect(set.length).toBeGreaterThan(3);
  expect(manifest.cssProperties?.map(({ name }) => name)).toEqual(expect.arrayContaining(set));
});

test("its policy is the demonstration's, which browsers are tried with", () => {
  const demo = /content="(default-src [^"]*)"/.exec(read("demo/page/index.html"))?.[1] ?? "";
  const directives = demo.split(/;\s*/);
  for (const directive of block("text").trim().split(/;\s*/))
    expect(directives).toContain(directive);
});

test("its proxy allows what the one allows that browsers are tried with", () => {
  const tried = read("scripts/stack/page.mjs");
  const [, headers = ""] = /PREFLIGHT = \{(.*?)\}/s.exec(tried) ?? [];
  const allowed = [...headers.matchAll(/"(.*?)": "(.*?)"/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const [before = "", preflight = ""] = block("nginx").split("if ($request_method = OPTIONS)");
  const added = (text: string) =>
    [...text.matchAll(/add_header (\S+) (?:"(.*?)"|(\S+?))(?: always)?;/g)].map((it) => [
      it[1],
      it[2] ?? it[3],
    ]);
  const origin = ["Access-Control-Allow-Origin", "https://page.example.org"];
  const [, exposed = "none"] = /"Access-Control-Expose-Headers": "(.*?)"/.exec(tried) ?? [];
  expect(added(before)).toEqual([origin, ["Access-Control-Expose-Headers", exposed]]);
  expect(before).toContain(" always;");
  expect(added(preflight)).toEqual([origin, ...allowed]);
});

test("what it links to is there", () => {
  const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map((it) => it[1] ?? "");
  const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) =>
    text
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    if (link.startsWith("#")) expect(headings).toContain(link.slice(1));
    else if (!link.includes("://"))
      expect(existsSync(`docs/${link.replace(/#.*/, "")}`), link).toBe(true);
  }
  expect(read("README.md")).toContain("](docs/element.md)");
});
