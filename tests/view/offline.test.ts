// @vitest-environment happy-dom
import fs from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { instantiate } from "#session";
import { defineElement } from "../../js/element/define.js";
import type { GatewayElement } from "../../js/element/types.js";
import type { OpenSession } from "../../js/view/model.js";
import { connect } from "../../js/view/session/connect.js";
import { SharedSession, UNUSED_TIMEOUT_MS } from "../../js/view/session/shared-session.js";
import { drawn } from "./page.js";

/** `<dask-gateway spec="…">`: the form without a gateway, with the core as it is shipped. */

vi.mock("../../js/view/session/connect.js", () => ({ connect: vi.fn() }));
vi.mock("../../js/page/parts.js", () => ({
  loadPart: () => import("../../js/element/index.js"),
}));

const OPTIONS = [
  {
    field: "cores",
    label: "<b>Cores</b>",
    default: 2,
    spec: { type: "int", min: 1, max: 8 },
  },
  { field: "token", label: "Token", default: "", spec: { type: "string" } },
];
const SITE = JSON.stringify({
  worker: { cores: { option: "cores", unit: 1 }, memory: 2 ** 30 },
  prices: { currency: "USD", core_hour: 0.5 },
  workers: 2,
});

/** What is fetched, and what comes of it. */
let fetched: (url: string, init: RequestInit) => Promise<Response>;
const asked: { url: string; init: RequestInit }[] = [];
let open: typeof import("#session").open;

beforeAll(async () => {
  const module = instantiate((exports) => exports);
  module.initSync({ module: gunzipSync(fs.readFileSync("build/wasm/session/session_bg.wasm.gz")) });
  open = module.open;
  await import("../../js/element/index.js");
  defineElement();
});
beforeEach(() => {
  localStorage.clear();
  asked.length = 0;
  const sessions = new Map<string, SharedSession>();
  vi.mocked(connect).mockImplementation(async (connection) => {
    const opened = sessions.get(connection.base);
    if (opened !== undefined) return opened;
    const session = new SharedSession(
      (onchange) => open(connection, onchange, async (_, text) => text),
      () => sessions.delete(connection.base),
      true,
      false,
    );
    sessions.set(connection.base, session);
    return session;
  });
  vi.stubGlobal("origin", location.origin);
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return fetched(url, init);
  });
});
afterEach(() => document.body.replaceChildren());

const json = (value: unknown) =>
  new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } });

async function add(
  attributes: Record<string, string>,
  inside = "",
): Promise<{ element: GatewayElement; told: string[] }> {
  const element = document.createElement("dask-gateway");
  const told: string[] = [];
  element.addEventListener("change", ({ detail }) => told.push(`change ${detail.valid}`));
  element.addEventListener("error", ({ detail }) => told.push(`error ${detail.message}`));
  element.addEventListener("launch", () => told.push("launch"));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.innerHTML = inside;
  document.body.append(element);
  await settled();
  return { element, told };
}

const settled = async () => {
  for (let i = 0; i < 10; i += 1) await drawn();
};
const root = (element: Element) => element.shadowRoot as ShadowRoot;
/** The panel's own root. */
const panel = (element: Element) =>
  [...root(element).querySelectorAll("*")].find((it) => it.shadowRoot)?.shadowRoot ?? null;
const alert = (element: Element) =>
  [root(element), panel(element)]
    .map((it) => it?.querySelector("[role=alert]")?.textContent?.trim() ?? "")
    .join("");
const inputs = (element: Element) => [
  ...(panel(element)?.querySelectorAll<HTMLInputElement>(".fields input") ?? []),
];
function type(element: Element, index: number, text: string): void {
  const input = inputs(element)[index];
  if (input === undefined) throw new Error("no such input");
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

test("the form, and what its choices come to, without a question to anybody", async () => {
  const { element, told } = await add({ spec: JSON.stringify(OPTIONS), site: SITE });
  const form = panel(element);
  expect(form?.querySelector("section")?.dataset.connection).toBe("offline");
  expect([...(form?.querySelectorAll("button") ?? [])].map((it) => it.textContent?.trim())).toEqual(
    expect.arrayContaining(["Copy as Python", "Copy link", "Reset to defaults"]),
  );
  for (const absent of ["Launch cluster", "Refresh", "Try again", "Save as preset"])
    expect(form?.textContent).not.toContain(absent);
  expect(form?.querySelector("b")).toBeNull();
  expect(form?.textContent).toContain("<b>Cores</b>");
  expect(form?.querySelector("[aria-label=Clusters]")).toBeNull();
  expect(told).toEqual(["change true"]);
  expect(element.requestBody()).toBe('{"cluster_options": {"cores": 2, "token": ""}}');
  expect(element.pythonCode()).toContain("from dask_gateway import Gateway\n\ngateway = Gateway()");
  expect(element.footprint()).toEqual({
    workers: 2,
    upTo: false,
    cores: 4,
    memory: 2 * 2 ** 30,
    gpus: null,
    price: { anHour: 2, currency: "USD" },
  });

  type(element, 0, "3");
  type(element, 1, "s3cret");
  await settled();
  expect(told).toEqual(["change true", "change true"]);
  expect(element.requestBody()).toBe('{"cluster_options": {"cores": 3, "token": "s3cret"}}');
  expect(element.pythonCode()).toMatch(/cores=3,\n +token=getpass/);
  const link = element.link() ?? "";
  expect(atob(link.slice(2))).toBe('{"options": {"cores": 3}}');
  expect(element.footprint()?.cores).toBe(6);

  type(element, 0, "300");
  await settled();
  expect(told.at(-1)).toBe("change false");
  expect([element.requestBody(), element.pythonCode(), element.link()]).toEqual([null, null, null]);
  element.openLink(`https://elsewhere.test/lab?dask-gateway=${link}&x=1`);
  await settled();
  expect(inputs(element).map(({ value }) => value)).toEqual(["3", "s3cret"]);

  expect(asked).toEqual([]);
  expect({ ...localStorage, ...sessionStorage }).toEqual({});
});

test("a spec from an address comes without a login; another spec keeps what was typed", async () => {
  let options: unknown = { cluster_options: OPTIONS };
  fetched = async () => json(options);
  const { element } = await add({ spec: "options.json", address: "https://gateway.test" });
  expect(asked.map(({ url, init }) => [url, init.credentials])).toEqual([
    [new URL("options.json", document.baseURI).href, "omit"],
  ]);
  type(element, 0, "5");
  await settled();
  expect(element.pythonCode()).toContain('"https://gateway.test"');

  options = [...OPTIONS, { field: "gpu", label: "GPU", default: false, spec: { type: "bool" } }];
  element.setAttribute("spec", "other.json");
  await settled();
  expect(element.requestBody()).toContain('"cores": 5, "token": "", "gpu": false');

  fetched = async () => new Response("", { status: 404 });
  element.setAttribute("spec", "gone.json");
  await settled();
  expect(alert(element)).toMatch(/^There are no options at .*gone\.json \(HTTP 404\)/);
  expect(inputs(element)[0]?.value).toBe("5");
  fetched = async () => json(OPTIONS);
  root(element).querySelector("button")?.click();
  await settled();
  expect(alert(element)).toBe("");
  expect(element.requestBody()).toBe('{"cluster_options": {"cores": 5, "token": ""}}');

  element.remove();
  await settled();
  expect(element.requestBody()).toBeNull();
  document.body.append(element);
  await settled();
  expect(inputs(element)[0]?.value).toBe("5");
});

test("a link that is none is said, whatever a script hands over, and nothing is lost", async () => {
  const { element } = await add({ spec: JSON.stringify(OPTIONS) });
  type(element, 0, "5");
  // As `new URLSearchParams(…).get(…)` has it, where there is none.
  for (const link of [null, undefined, 5, {}, "", "__proto__", "1.e30=", "x".repeat(2 ** 20)]) {
    element.openLink(link as string);
    await settled();
    expect(alert(element), String(link).slice(0, 20)).toMatch(/link/);
    expect(alert(element)).not.toMatch(/fault/);
    expect(element.requestBody()).toContain('"cores": 5');
  }
});

test("what frameworks take away by `undefined` is away", async () => {
  const { element } = await add({ spec: JSON.stringify(OPTIONS), address: "https://a.test/" });
  for (const name of ["spec", "site", "authorization", "connection"] as const)
    Object.assign(element, { [name]: undefined });
  await settled();
  expect(element.getAttributeNames().sort()).toEqual(["address", "data-lm-suppress-shortcuts"]);
  expect([element.spec, element.site, element.authorization, element.connection]).toEqual(
    Array(4).fill(null),
  );
  expect(root(element).querySelector("form.login")).not.toBeNull();
});

test("who leaves before the form is there leaves no session behind", async () => {
  const start = vi.mocked(connect).getMockImplementation();
  let session: OpenSession | undefined;
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  vi.mocked(connect).mockImplementation(async (connection) => {
    await arrived;
    session = await start?.(connection);
    return session as OpenSession;
  });
  const { element } = await add({ spec: JSON.stringify(OPTIONS) });
  element.remove();
  await settled();
  vi.useFakeTimers();
  try {
    arrive();
    await vi.waitFor(() => expect(session).toBeDefined());
    const close = vi.spyOn(session as OpenSession, "close");
    await vi.advanceTimersByTimeAsync(UNUSED_TIMEOUT_MS);
    expect(close).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});

test.each(["", " \n"])(
  "a script in the element has the spec, also one that comes later: %j",
  async (spec) => {
    const { element, told } = await add({ spec });
    expect(alert(element)).toContain("“spec” is empty");
    element.innerHTML = `<script type="application/json">${JSON.stringify(OPTIONS)}</script>`;
    await settled();
    expect(alert(element)).toBe("");
    expect(inputs(element)).toHaveLength(2);
    expect(told[0]).toContain("error The attribute “spec” is empty");
    expect(told[1]).toBe("change true");
  },
);

test("what is sent stands below, without secrets, and can be copied", async () => {
  const copied: string[] = [];
  vi.stubGlobal("navigator", { clipboard: { writeText: async (it: string) => copied.push(it) } });
  const { element } = await add({ spec: JSON.stringify(OPTIONS) });
  type(element, 1, "s3cret");
  await settled();
  const details = root(element).querySelector<HTMLDetailsElement>("details.texts");
  if (!details) throw new Error("nothing below the form");
  expect(details.querySelector("pre")).toBeNull();
  details.open = true;
  details.dispatchEvent(new Event("toggle"));
  await settled();
  const texts = () => [...details.querySelectorAll("pre")].map((it) => it.textContent ?? "");
  expect(JSON.parse(texts()[0] ?? "")).toEqual({ cluster_options: { cores: 2, token: "***" } });
  expect(texts()[1]).toBe(element.pythonCode());
  for (const button of details.querySelectorAll("button")) button.click();
  await settled();
  expect(copied).toEqual(texts());
  expect(details.querySelector("[role=status]")?.textContent).toBe("Copied: Python");
  expect(root(element).innerHTML).not.toContain("s3cret");

  type(element, 0, "x");
  await settled();
  expect(texts()).toEqual([]);
  expect(details.textContent).toContain("<b>Cores</b>");
  expect(details.querySelector("b")).toBeNull();
});

test("values of a mapping are shown where what is sent is opened, and are nowhere else", async () => {
  const environment = { field: "extra", label: "Extra", default: {}, spec: { type: "mapping" } };
  const { element } = await add({ spec: JSON.stringify([...OPTIONS, environment]) });
  const area = panel(element)?.querySelector("textarea");
  if (!area) throw new Error("no text of the mapping");
  area.value = '{"KEY": "g3heim"}';
  area.dispatchEvent(new Event("input", { bubbles: true }));
  await settled();
  expect(element.requestBody()).toContain("g3heim");
  const markup = () => root(element).innerHTML + (panel(element)?.innerHTML ?? "");
  expect(markup()).not.toContain("g3heim");
  const details = root(element).querySelector<HTMLDetailsElement>("details.texts");
  const toggle = async (isOpen: boolean) => {
    Object.assign(details ?? {}, { open: isOpen });
    details?.dispatchEvent(new Event("toggle"));
    await settled();
  };
  await toggle(true);
  expect(details?.querySelector("pre")?.textContent).toContain("g3heim");
  await toggle(false);
  expect(markup()).not.toContain("g3heim");
  expect(atob(element.link()?.split(".")[1] ?? "")).not.toContain("g3heim");
  expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }, asked])).not.toContain(
    "g3heim",
  );
});

test("each has a form of its own, and properties may be objects", async () => {
  const [{ element: one }, { element: other }] = [
    await add({ spec: JSON.stringify(OPTIONS) }),
    await add({ spec: JSON.stringify(OPTIONS) }),
  ];
  type(one, 0, "4");
  await settled();
  expect(inputs(other)[0]?.value).toBe("2");
  other.spec = { cluster_options: [OPTIONS[1]] };
  await settled();
  expect(other.requestBody()).toBe('{"cluster_options": {"token": ""}}');
});

const field = (more: object) => ({ ...OPTIONS[0], ...more });

test.each([
  ["no JSON", "[1,", "cannot be used"],
  ["another type", '{"cluster_options": {"cores": 2}}', "cannot be used"],
  ["no options", '{"options": []}', "cannot be used"],
  ["no fields", "[1, 2]", "cannot be used"],
  ["deep", `[${"[".repeat(10_000)}`, "cannot be used"],
  ["deep and whole", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, "cannot be used"],
  ["an address that is none", "https://", "is no address of a file with options"],
  ["a password", "https://ada:s3cret@page.test/x.json", "must not hold a user name"],
  ["large", `[${" ".repeat(10_000_000)}]`, "more than 8 MB"],
])("a spec that is wrong is a sentence: %s", async (_, spec, sentence) => {
  const { element, told } = await add({ spec });
  expect(alert(element)).toContain(sentence);
  expect(alert(element)).not.toContain("s3cret");
  expect(root(element).textContent + (panel(element)?.textContent ?? "")).not.toMatch(/Try again/);
  expect(element.requestBody()).toBeNull();
  const errors = told.filter((it) => it.startsWith("error"));
  expect(errors).toEqual([`error ${alert(element)}`]);
  // And it is over with one that is right.
  element.setAttribute("spec", JSON.stringify(OPTIONS));
  await settled();
  expect(alert(element)).toBe("");
  expect(element.requestBody()).toContain("cluster_options");
});

test("what some editors put in front of a file is no part of a spec", async () => {
  const spec = `\ufeff${JSON.stringify(OPTIONS)}`;
  const script = `<script type="application/json">${spec}</script>`;
  fetched = async () => new Response(spec);
  for (const [attribute, inside] of [[spec], ["", script], ["options.json"]] as const) {
    const { element } = await add({ spec: attribute }, inside);
    expect(alert(element)).toBe("");
    expect(inputs(element)).toHaveLength(2);
  }
});

test("where a spec is wrong is told by the lines and columns of what its author wrote", async () => {
  const { element } = await add({ spec: "[1]" });
  expect(alert(element)).toContain("line 1 column 3");
  element.setAttribute("spec", ' \n [{"field": "a",]');
  await settled();
  expect(alert(element)).toContain("line 2 column 17");
  element.setAttribute("spec", '{"cluster_options":[1]}');
  await settled();
  expect(alert(element)).toContain("line 1 column 22");
});

test("a spec that goes wrong leaves the form as it was typed", async () => {
  const { element } = await add({ spec: JSON.stringify(OPTIONS) });
  type(element, 0, "7");
  await settled();
  for (const spec of ["[1,", "", "https://", `{"cluster_options": ${"[".repeat(9_999)}`]) {
    element.setAttribute("spec", spec);
    await settled();
    expect(alert(element), spec.slice(0, 20)).not.toBe("");
    element.setAttribute("spec", JSON.stringify([...OPTIONS].reverse()));
    await settled();
    expect(alert(element)).toBe("");
    expect(element.requestBody()).toBe('{"cluster_options": {"token": "", "cores": 7}}');
    element.setAttribute("spec", JSON.stringify(OPTIONS));
    await settled();
  }
});

test("names and numbers of a spec are only that", async () => {
  const spec = `[
    {"field": "__proto__", "label": "<img src=x onerror=alert(1)>", "default": 12345678901234567890, "spec": {"type": "int"}},
    {"field": "constructor", "label": "", "default": NaN, "spec": {"type": "float", "max": Infinity}},
    {"field": "of later", "label": "Later", "default": {"__proto__": {"polluted": 1}}, "spec": {"type": "of a later version"}}
  ]`;
  const { element } = await add({ spec });
  expect(JSON.parse(element.requestBody()?.replace("NaN", "0") ?? "").cluster_options).toEqual(
    JSON.parse(
      '{"__proto__": 12345678901234567890, "constructor": 0, "of later": {"__proto__": {"polluted": 1}}}',
    ),
  );
  expect(element.requestBody()).toContain("12345678901234567890");
  expect(panel(element)?.querySelector("img")).toBeNull();
  expect(panel(element)?.textContent).toContain("<img src=x onerror=alert(1)>");
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test.each([
  ["a page", () => new Response("\n <!doctype html><p>Not found"), "there is a web page"],
  [
    "a server's word",
    () => Response.json({ error: "line 3: <b>" }, { status: 500 }),
    "line 3: <b>",
  ],
  ["an error", () => Response.json({ error: 5 }, { status: 500 }), "(HTTP 500)"],
  ["too much", () => new Response("x".repeat(9_000_000)), "more than 8 MB"],
  ["an empty file", () => new Response(""), "cannot be used"],
  ["no answer", () => Promise.reject(new TypeError("failed")), "No answer from"],
  [
    "an answer that is late",
    () => Promise.reject(new DOMException("late", "TimeoutError")),
    "in time",
  ],
])("what comes from an address may be anything: %s", async (_, answer, sentence) => {
  fetched = async () => answer();
  const { element, told } = await add({ spec: "options.json" });
  await vi.waitFor(() => expect(alert(element)).toContain(sentence), 2_000);
  expect(told.filter((it) => it.startsWith("error"))).toHaveLength(1);
  expect(element.shadowRoot?.querySelector("b")).toBeNull();
});

test("the answer that was asked for last counts, and none that comes after the element has gone", async () => {
  const waiting: ((answer: Response) => void)[] = [];
  fetched = () => new Promise((resolve) => waiting.push(resolve));
  const { element } = await add({ spec: "slow.json" });
  expect(root(element).querySelector("[role=status]")?.textContent).toContain(
    "Reading the options",
  );
  element.setAttribute("spec", "fast.json");
  await settled();
  waiting[1]?.(json(OPTIONS));
  await settled();
  waiting[0]?.(json([field({ field: "old" })]));
  await settled();
  expect(element.requestBody()).toBe('{"cluster_options": {"cores": 2, "token": ""}}');
  element.setAttribute("spec", "third.json");
  await settled();
  element.remove();
  waiting[2]?.(json([field({ field: "third" })]));
  await settled();
  document.body.append(element);
  await settled();
  expect(element.requestBody()).toBe('{"cluster_options": {"third": 2}}');
});

test("a site's settings that are broken are said, and the form is there", async () => {
  const { element } = await add({ spec: JSON.stringify(OPTIONS), site: "{" });
  expect(panel(element)?.textContent).toContain("The site’s settings that this page gives");
  expect(element.footprint()).toBeNull();
  element.site = SITE;
  await settled();
  expect(element.footprint()?.workers).toBe(2);
});

test("a link before there is a form fills it then; one that is wrong changes nothing", async () => {
  const element = document.createElement("dask-gateway");
  const link = `1.${btoa('{"options": {"cores": 6}}').replace(/=+$/, "")}`;
  element.openLink(`#dask-gateway=${link}`);
  element.spec = OPTIONS;
  document.body.append(element);
  await settled();
  expect(inputs(element)[0]?.value).toBe("6");
  for (const wrong of ["1.%%%", "2.abc", "", "x".repeat(100_000), '{"__proto__": 1}']) {
    element.openLink(wrong);
    await settled();
    expect(inputs(element)[0]?.value).toBe("6");
  }
});
