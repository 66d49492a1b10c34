// @vitest-environment happy-dom
import { readdirSync, readFileSync } from "node:fs";
import Ajv from "ajv";
import type {
  CustomElementDeclaration,
  CustomElementField,
  Package,
} from "custom-elements-manifest";
import { beforeAll, expect, test, vi } from "vitest";
import { readAttributes } from "../../js/element/attributes.js";
import { defineElement } from "../../js/element/define.js";
import { PANEL_PARTS } from "../../js/element/inner-root.js";
import { FROM_PAGE, tokens } from "../../js/view/styles/tokens.js";
import { SINGLE_FILE } from "../../scripts/build/parts.mjs";

/**
 * `custom-elements.json` says what the element has, no less and no more. It is written by hand: the analyzer of the field knows no
 * class that has no name, and with one the element would be larger.
 */

// What an element does is not the matter here.
vi.mock("../../js/page/parts.js", () => ({ loadPart: () => new Promise(() => {}) }));

const read = (path: string) => readFileSync(path, "utf8");
const manifest = JSON.parse(read("custom-elements.json")) as Package;
const [module] = manifest.modules;
const element = module?.declarations?.[0] as CustomElementDeclaration;

/** What runs in a page with the element: what it imports, and the parts that it can ask for. */
const PARTS = [
  ...["element", "rest", "schema", "validation", "insight", "choosing", "kubernetes", "zh"],
];
const FOLDERS = ["view", "page", ...PARTS];
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(`js/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.d)\.ts$/.test(name))
    .map((name) => ({ path: `js/${folder}/${name}`, text: read(`js/${folder}/${name}`) })),
);
const text = sources.map((source) => source.text).join("\n");

let Element: CustomElementConstructor;
beforeAll(() => {
  vi.stubGlobal("origin", location.origin);
  defineElement();
  Element = customElements.get("dask-gateway") as CustomElementConstructor;
});

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
const namesOf = (items: readonly { name: string }[] | undefined) =>
  (items ?? []).map(({ name }) => name).sort();
/** What the first group of the pattern finds in the sources. */
const found = (pattern: RegExp) => sorted([...text.matchAll(pattern)].map((it) => it[1] ?? ""));

test("it is a manifest", () => {
  const schema = JSON.parse(read("node_modules/custom-elements-manifest/schema.json"));
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  validate(manifest);
  expect(validate.errors).toBeNull();
  const { version } = JSON.parse(read("node_modules/custom-elements-manifest/package.json"));
  expect(manifest.schemaVersion).toBe(version);
});

test("it has one element, which that module defines", () => {
  expect(manifest.modules).toHaveLength(1);
  expect(module?.path).toBe(SINGLE_FILE.file);
  expect(module?.declarations).toHaveLength(1);
  expect(element).toMatchObject({ kind: "class", customElement: true, tagName: "dask-gateway" });
  const { name, superclass } = element;
  expect(superclass?.name).toBe(Object.getPrototypeOf(Element).name);
  expect(module?.exports).toEqual([
    {
      kind: "custom-element-definition",
      name: "dask-gateway",
      declaration: { name, module: module?.path },
    },
  ]);
});

test("attributes", () => {
  const { observedAttributes } = Element as unknown as { observedAttributes: string[] };
  expect(namesOf(element.attributes)).toEqual(sorted(observedAttributes));
  // Those that its own program reads.
  const own = sources.filter(({ path }) => path.startsWith("js/element/"));
  const asked = own.flatMap((source) => [
    // What the panel in it shows of itself is no attribute of its own.
    ...source.text.matchAll(/(?:[gs]etAttribute|given)\("(?!exportparts)([\w-]+)"/g),
  ]);
  expect(sorted(asked.map((it) => it[1] ?? ""))).toEqual(sorted(observedAttributes));
});

test("what `view` can be, and what it is by default", () => {
  const view = element.attributes?.find(({ name }) => name === "view");
  const choices = view?.type?.text.split(" | ").map((choice) => JSON.parse(choice)) ?? [];
  const shown = (value?: string) => {
    const tag = document.createElement("div");
    tag.setAttribute("address", "https://gateway.test/");
    if (value !== undefined) tag.setAttribute("view", value);
    return readAttributes(tag);
  };
  expect(choices).toHaveLength(3);
  for (const choice of choices) expect(shown(choice)).toMatchObject({ view: choice });
  expect(shown()).toMatchObject({ view: view?.default });
  expect((shown("some") as Error).message).toContain(
    `${choices[0]}, ${choices[1]} or ${choices[2]}`,
  );
});

test("members", () => {
  const ofPlatform = /^(constructor|(dis)?connectedCallback|attributeChangedCallback)$/;
  const members = [
    ...Object.getOwnPropertyNames(Element.prototype).filter((name) => !ofPlatform.test(name)),
    ...Object.keys(new Element()),
  ];
  expect(namesOf(element.members)).toEqual(sorted(members));
  for (const member of element.members ?? []) {
    const one = new Element();
    if (member.kind === "method") {
      // Its program has not come.
      const { type } = member.return ?? {};
      const nothing = type?.text.endsWith("| null") ? null : undefined;
      expect(Reflect.get(one, member.name).call(one, "text"), member.name).toBe(nothing);
      continue;
    }
    expect(String(Reflect.get(one, member.name))).toBe(member.default);
    Reflect.set(one, member.name, "text");
    const { attribute, reflects = false } = member as CustomElementField;
    expect(one.getAttributeNames(), member.name).toEqual(reflects ? [attribute] : []);
  }
  // Only those that hold for each instance.
  const statics = Object.getOwnPropertyNames(Element);
  expect(statics.filter((name) => !/^(length|name|prototype)$/.test(name))).toEqual([
    "observedAttributes",
  ]);
});

test("events, slots, parts and states", () => {
  const dispatched = found(/dispatchEvent\(\s*new \w*Event(?:<[^(]*>)?\(\s*"([\w-]+)"/g);
  expect(namesOf(element.events)).toEqual(dispatched);
  expect(text.match(/dispatchEvent\(/g) ?? [], "each with its name beside it").toHaveLength(
    dispatched.length,
  );
  expect(namesOf(element.slots)).toEqual(found(/<slot(?:\s+name="([\w-]+)")?/g));
  expect(namesOf(element.cssParts)).toEqual(found(/\s(?:export)?part="([^"]+)"/g));
  expect(namesOf(element.cssStates)).toEqual(found(/\.states\.add\("([\w-]+)"/g));
});

test("the parts of the panel reach the page", () => {
  const own = sources.filter(({ path }) => path.startsWith("js/element/"));
  const inOwn = own.flatMap(({ text: it }) => [...it.matchAll(/\spart="([^"]+)"/g)]);
  const outside = new Set(inOwn.map((it) => it[1] ?? ""));
  const inside = sources
    .filter(({ path }) => path.startsWith("js/view/"))
    .flatMap(({ text: it }) => [...it.matchAll(/\spart="([^"]+)"/g)])
    .map((it) => it[1] ?? "");
  expect(sorted(PANEL_PARTS)).toEqual(sorted(inside));
  expect(namesOf(element.cssParts)).toEqual(sorted([...inside, ...outside]));
});

test("the page's variables, and what holds without them", () => {
  const inTable = FROM_PAGE.map(([name, , , preset]) => [
    `--dask-gateway-${name}`,
    preset.replaceAll("var(--", "var(--dask-gateway-"),
  ]);
  expect((element.cssProperties ?? []).map((it) => [it.name, it.default])).toEqual(inTable);
  // All are read in one place, the element's own first.
  expect(found(/var\((--(?:jp|pst|dask-gateway)-[\w-]+)/g)).toEqual([]);
  const [name, lab, pydata, preset] = FROM_PAGE[0] ?? [];
  expect(tokens).toContain(
    `--${name}: var(--dask-gateway-${name}, var(--jp-${lab}, var(--pst-${pydata}, ${preset})));`,
  );
  for (const [own] of FROM_PAGE) expect(tokens).toContain(`--${own}: var(--dask-gateway-${own}, `);
});

test("nothing else runs in a page with the element", () => {
  const others = sources.flatMap(({ path, text: source }) =>
    // Types are nothing that runs.
    [...source.replace(/^import type [^;]*;/gm, "").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)]
      .map((it) => new URL(it[1] ?? "", `file:///${path}`).pathname.split("/")[2] ?? "")
      .filter((folder) => !FOLDERS.includes(folder))
      .map((folder) => `${path} → ${folder}`),
  );
  expect(others).toEqual([]);
  expect(found(/loadPart\("(\w+)"\)/g)).toEqual(sorted(PARTS));
});
