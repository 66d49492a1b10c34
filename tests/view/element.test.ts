// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { readAddress } from "../../js/element/attributes.js";
import { defineElement } from "../../js/element/define.js";
import type { GatewayElement } from "../../js/element/types.js";
import { gatewayCode } from "../../js/page/gateway-code.js";
import type { HttpConnection } from "../../js/view/index.js";
import type { OpenSession, View } from "../../js/view/model.js";
import { connect } from "../../js/view/session/connect.js";
import { FakeSession } from "./fake-session.js";
import { field, form, view } from "./fixtures.js";
import { drawn } from "./page.js";

/** The life of `<dask-gateway>`, with a fake session behind it and no network. */

vi.mock("../../js/view/session/connect.js", () => ({ connect: vi.fn() }));
const loadPart = vi.hoisted(() => vi.fn());
vi.mock("../../js/page/parts.js", () => ({ loadPart }));

class Opened extends FakeSession implements OpenSession {
  closed = 0;
  options = () => "{}";
  clusterName = () => undefined;
  close(): void {
    // Whoever still showed it would be drawing from freed memory.
    expect(this.listening).toBe(0);
    this.closed += 1;
  }
}

let session: Opened;
let connection: HttpConnection;
/** What the next request gets; by default the gateway accepts the login. */
let answer: () => Response | Promise<Response>;
const asked: Request[] = [];
/** Each test has an address of its own, for logins live as long as the page. */
let address: string;
let count = 0;

beforeAll(async () => {
  // The first time takes a while.
  await import("../../js/element/index.js");
  defineElement();
});
beforeEach(() => {
  loadPart.mockImplementation(() => import("../../js/element/index.js"));
  count += 1;
  address = `https://gateway-${count}.test/`;
  session = new Opened(view());
  vi.mocked(connect).mockReset();
  vi.mocked(connect).mockImplementation(async (given) => {
    connection = given as HttpConnection;
    return session;
  });
  asked.length = 0;
  answer = () => new Response("{}", { headers: { "Content-Type": "application/json" } });
  vi.stubGlobal("origin", location.origin);
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push(new Request(url, { headers: init.headers ?? {} }));
    return answer();
  });
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => document.body.replaceChildren());

test("its login form, and what is wrong, are in the language of where it stands, at once", async () => {
  const zh = await import("../../js/zh/index.js");
  loadPart.mockImplementation((name: string) =>
    name === "zh" ? Promise.resolve(zh) : import("../../js/element/index.js"),
  );
  const element = await add({ address, lang: "zh-CN" });
  const text = () => element.shadowRoot?.textContent ?? "";
  expect(text()).toContain("登录 Dask Gateway");
  expect(text()).not.toContain("Log in");
  answer = () => new Response(null, { status: 401 });
  const [user, password] = element.shadowRoot?.querySelectorAll("input") ?? [];
  if (user === undefined || password === undefined) throw new Error("no form");
  user.value = "alice";
  password.value = "wrong";
  element.shadowRoot?.querySelector("form")?.dispatchEvent(new Event("submit"));
  await settled();
  expect(text()).toContain("网关不认识此用户名和密码。");
  element.lang = "en";
  await settled();
  expect(text()).toContain("The gateway does not know this user name with this password.");
  expect(text()).not.toMatch(/[\u3400-\u9fff]/);
  (element.shadowRoot?.activeElement as HTMLElement | null)?.blur();
  // Others of the page are in a language of their own.
  const other = await add({ address: "ftp://gateway.test", lang: "zh" });
  expect(other.shadowRoot?.textContent).toContain("不是网关的地址");
  expect(text()).toContain("Log in");
});

async function add(attributes: Record<string, string> = { address }): Promise<GatewayElement> {
  const element = document.createElement("dask-gateway") as GatewayElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  await settled();
  return element;
}

const settled = async () => {
  for (let i = 0; i < 5; i += 1) await drawn();
};

const root = (element: Element) => element.shadowRoot as ShadowRoot;
const loginForm = (element: Element) => root(element).querySelector("form");
const button = (element: Element) => root(element).querySelector<HTMLButtonElement>("button");
const alert = (element: Element) =>
  root(element).querySelector("[role=alert]")?.textContent?.trim() ?? "";
/** The panel's own root. */
const panel = (element: Element) =>
  [...root(element).querySelectorAll("*")].find((it) => it.shadowRoot)?.shadowRoot ?? null;

async function logIn(element: Element, user = "demo", password = "secret"): Promise<void> {
  const [name, pass] = root(element).querySelectorAll("input");
  if (name === undefined || pass === undefined) throw new Error("no form");
  name.value = user;
  pass.value = password;
  loginForm(element)?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
}

test("it is defined once", () => {
  const before = customElements.get("dask-gateway");
  defineElement();
  expect(customElements.get("dask-gateway")).toBe(before);
});

test("where its part is not there it says why, and tries again when asked to", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  loadPart.mockRejectedValue(new Error("something blocks it"));
  const element = await add();
  expect(element.shadowRoot).toBeNull();
  expect(element.querySelector("[role=alert]")?.textContent).toBe(
    "The Dask Gateway panel could not be loaded. (something blocks it)",
  );
  expect(logged).toHaveBeenCalled();
  logged.mockRestore();
  loadPart.mockImplementation(() => import("../../js/element/index.js"));
  element.querySelector("button")?.click();
  await settled();
  expect(loginForm(element)).toBeTruthy();
});

test("nothing is asked before there is a login", async () => {
  const element = await add();
  expect(loginForm(element)?.getAttribute("aria-label")).toBe("Log in to Dask Gateway");
  expect(connect).not.toHaveBeenCalled();
  expect(asked).toEqual([]);
  expect(element.dataset.lmSuppressShortcuts).toBe("true");
});

test("what was typed goes to the gateway's address only, and leaves the page's tree", async () => {
  const site = '{"worker": {"cores": 2}}';
  const element = await add({ address, "public-address": "/there/", view: "options", site });
  await logIn(element, "zoë", "päss:word");
  const header = `Basic ${Buffer.from("zoë:päss:word").toString("base64")}`;
  expect(asked.map((request) => request.url)).toEqual([`${address}api/v1/options`]);
  expect(asked[0]?.headers.get("Authorization")).toBe(header);
  expect(connection).toMatchObject({
    route: "direct",
    base: address,
    publicAddress: "/there/",
    site,
    credentials: "omit",
  });
  expect(connection.headers()).toEqual({ Authorization: header });
  expect(panel(element)?.querySelector(".options")).toBeTruthy();
  expect(panel(element)?.querySelector("[aria-label=Clusters]")).toBeNull();
  expect(root(element).querySelector("input")).toBeNull();

  element.setAttribute("address", "https://other.test/");
  await settled();
  expect(panel(element)).toBeNull();
  expect(loginForm(element)).toBeTruthy();
  expect(asked).toHaveLength(1);
});

test.each([
  [401, "does not know this user name", ""],
  [503, "cannot answer at the moment (HTTP 503)", "secret"],
  [404, "There is no Dask Gateway at", "secret"],
])("a refused login says why: %d", async (status, text, left) => {
  const element = await add();
  answer = () => new Response("", { status });
  await logIn(element);
  expect(alert(element)).toContain(text);
  expect(root(element).querySelectorAll("input")[1]?.value).toBe(left);
  expect(connect).not.toHaveBeenCalled();
});

test("a password is not in the tree while it is judged", async () => {
  const element = await add();
  let accept = (_: Response) => {};
  answer = () => new Promise((resolve) => (accept = resolve));
  await logIn(element);
  expect(root(element).querySelectorAll("input")[1]?.value).toBe("");
  expect(button(element)?.getAttribute("aria-disabled")).toBe("true");
  await logIn(element, "demo", "again");
  expect(asked).toHaveLength(1);
  accept(new Response("", { status: 502 }));
  await settled();
  expect(button(element)?.getAttribute("aria-disabled")).toBe("false");
});

test("a moved element keeps its panel, a removed one lets go, and one that returns goes on", async () => {
  const element = await add();
  await logIn(element);
  const before = panel(element);
  expect(session.listening, "the panel, and the events").toBe(2);
  document.body.append(document.createElement("p"), element);
  await settled();
  expect(panel(element)).toBe(before);

  element.remove();
  await settled();
  expect(session.listening).toBe(0);
  expect(session.events.at(-1)).toEqual({ type: "visible", visible: false });
  expect(session.closed).toBe(0);

  document.body.append(element);
  await settled();
  expect(panel(element)).toBeTruthy();
  expect(asked, "the login is still known").toHaveLength(1);
});

test("a panel that is no longer wanted when its program has started is not shown", async () => {
  const element = await add();
  let start = (_: OpenSession) => {};
  vi.mocked(connect).mockImplementation(() => new Promise((resolve) => (start = resolve)));
  await logIn(element);
  element.remove();
  await settled();
  start(session);
  await settled();
  expect(panel(element)).toBeNull();
  expect(session.events).toEqual([]);
});

test("a program that does not start says why, and can be tried again", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  vi.mocked(connect).mockRejectedValueOnce(new Error("out of memory"));
  const element = await add();
  await logIn(element);
  expect(alert(element)).toContain("out of memory");
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
  [...root(element).querySelectorAll("button")]
    .find((it) => it.textContent === "Try again")
    ?.click();
  await settled();
  expect(panel(element)).toBeTruthy();
});

test("logging out ends the session for all elements of the address, and forgets", async () => {
  const [one, other] = [await add(), await add()];
  await logIn(one);
  expect(panel(other)).toBeTruthy();
  expect(root(one).querySelector(".user")?.textContent).toContain("Logged in as demo");
  button(other)?.click();
  await settled();
  expect(session.closed).toBe(1);
  for (const element of [one, other]) {
    expect(panel(element)).toBeNull();
    expect(loginForm(element)).toBeTruthy();
  }
  expect(() => connection.headers()).toThrow();
});

test("a login that ends is asked for above the panel; another user gets a session of his own", async () => {
  const element = await add();
  await logIn(element);
  const refused = view({ problem: { level: "error", message: { id: "login-needed" } } });
  session.show(refused);
  await settled();
  expect(alert(element)).toContain("no longer accepts this login");
  expect(session.events.at(-1), "it asks no more").toEqual({ type: "visible", visible: false });
  expect(panel(element)).toBeTruthy();

  await logIn(element, "demo", "new");
  expect(session.events.slice(-2)).toEqual([
    { type: "visible", visible: true },
    { type: "refresh" },
  ]);
  expect(button(element)?.getAttribute("aria-disabled"), "until the panel has its answer").toBe(
    "true",
  );
  session.show(view());
  await settled();
  expect(loginForm(element)).toBeNull();
  expect(session.closed).toBe(0);

  session.show(refused);
  await settled();
  const before = session;
  session = new Opened(view());
  await logIn(element, "alice");
  expect(before.closed).toBe(1);
  expect(session.listening, "the panel, and the events").toBe(2);
});

test("a page's own login is asked for at each request, and needs no form", async () => {
  const element = await add({});
  let token = "one";
  const given = vi.fn(() => `Bearer ${token}`);
  element.authorization = given;
  element.setAttribute("address", address);
  await settled();
  expect(loginForm(element)).toBeNull();
  expect(root(element).querySelector(".user")).toBeNull();
  token = "two";
  expect(connection.headers()).toEqual({ Authorization: "Bearer two" });
  expect(given).toHaveBeenLastCalledWith(address);
  expect(element.outerHTML).not.toContain("two");

  element.authorization = () => null;
  expect(connection.headers()).toEqual({});
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  element.authorization = (async () => "late") as unknown as () => string;
  expect(() => connection.headers()).toThrow(/at once/);
  expect(reported).toHaveBeenCalledOnce();

  element.authorization = null;
  await settled();
  expect(loginForm(element)).toBeTruthy();
  expect(() => connection.headers()).toThrow();
});

test("a connection of the page's own comes first, and asks nobody to log in", async () => {
  const element = await add({ address, spec: "[]" });
  const own = {
    route: "pass-through",
    base: "/services/dask-gateway/",
    credentials: "same-origin",
    headers: () => ({ "X-XSRFToken": "t" }),
  } as const;
  element.connection = own;
  await settled();
  expect(connection.base).toBe(own.base);
  expect(connection.headers()).toEqual({ "X-XSRFToken": "t" });
  expect(vi.mocked(connect).mock.lastCall?.[1]).toBe(true);
  expect(loginForm(element)).toBeNull();
  expect(panel(element)).toBeTruthy();
  const before = panel(element);
  element.setAttribute("view", "clusters");
  await settled();
  expect(panel(element)).toBe(before);
  expect(asked).toEqual([]);

  element.connection = null;
  element.removeAttribute("spec");
  element.removeAttribute("view");
  await settled();
  expect(loginForm(element)).toBeTruthy();
});

test("events tell of the form, of a launch by the short name, and of what is wrong", async () => {
  const one = field("cores", { kind: "int", min: null, max: null }, "1");
  const shown = view({ form: form([one]) });
  session = new Opened(shown);
  const element = document.createElement("dask-gateway");
  const told: [string, unknown][] = [];
  for (const type of ["change", "launch", "error"] as const) {
    element.addEventListener(type, ({ detail }) => told.push([type, detail]));
    document.body.addEventListener(type, () => told.push([type, "bubbled"]), { once: true });
  }
  element.setAttribute("address", address);
  element.authorization = () => null;
  document.body.append(element);
  await settled();
  expect(told).toEqual([["change", { valid: true }]]);
  const show = (next: View) => {
    told.length = 0;
    session.show(next);
    return settled();
  };
  // What else is drawn is no change of the form.
  await show({ ...shown, version: "9" });
  expect(told).toEqual([]);
  const wrong = form([field("cores", one.control, "x", { error: { id: "said", text: "no" } })]);
  const obstacle = { field: 0, message: { id: "said", text: "first" } } as const;
  await show({ ...shown, form: { ...wrong, obstacle } });
  expect(told).toEqual([["change", { valid: false }]]);
  await show({ ...shown, form: form([one], { launched: "a1b2c3d4" }) });
  expect(told).toEqual([
    ["change", { valid: true }],
    ["launch", { cluster: "a1b2c3d4" }],
  ]);
  const message = { level: "error", message: { id: "said", text: "No image" } } as const;
  await show({ ...shown, form: form([one], { launched: "a1b2c3d4", message }) });
  expect(told).toEqual([["error", { message: "No image" }]]);
  await show({ ...shown, problem: { level: "error", message: { id: "timed-out" } } });
  expect(told).toEqual([["error", { message: expect.stringContaining("did not answer in time") }]]);
  element.remove();
  await settled();
  await show(shown);
  expect(told).toEqual([]);
});

test.each([
  ["https://hub.test/services/dask-gateway", "https://hub.test/services/dask-gateway/"],
  ["http://127.0.0.1:8000", "http://127.0.0.1:8000/"],
  ["/services/dask-gateway/", "http://page.test/services/dask-gateway/"],
])("an address: %s", (text, base) => {
  expect(readAddress(text, "http://page.test/folder/", "http://page.test")).toBe(base);
});

test.each([
  ["", "give the element the attribute “address”"],
  ["http://", "is not an address of a gateway"],
  ["javascript:alert(1)", "is not an address of a gateway"],
  ["data:text/html,x", "is not an address of a gateway"],
  ["https://demo:secret@gateway.test/", "must not hold a user name or a password"],
  ["https://gateway.test/?token=x", "must not hold “?” or “#”"],
  ["http://gateway.test/", "Give an https address"],
])("an address that is refused on a page that came by https: %s", (text, sentence) => {
  const refused = readAddress(text, "http://base.test/", "https://page.test");
  expect(String(refused)).toContain(sentence);
  expect(String(refused)).not.toContain("secret");
});

test("what copied code says of the login is its kind", async () => {
  for (const [header, login] of [
    ["Basic YTpi", "basic"],
    ["token s3cret", "jupyterhub"],
    ["jupyterhub s3cret", "jupyterhub"],
    ["Bearer s3cret", undefined],
    [null, undefined],
  ] as const) {
    address = `https://kind-${login}-${header?.length}.test/`;
    const element = document.createElement("dask-gateway") as GatewayElement;
    element.setAttribute("address", address);
    element.authorization = () => header;
    document.body.append(element);
    await vi.waitFor(() => expect(connection?.base).toBe(address));
    const { imports, call } = connection.code ?? { imports: "", call: "" };
    const kinds = { basic: "BasicAuth, ", jupyterhub: "JupyterHubAuth, " };
    expect(imports).toBe(`from dask_gateway import ${login ? kinds[login] : ""}Gateway\n`);
    expect(call).not.toMatch(/s3cret|YTpi/);
  }
});

test("copied code has the addresses as a kernel needs them", () => {
  expect(gatewayCode("https://b/x/", undefined, "basic").call).toBe(`Gateway(
    "https://b/x",
    # Where schedulers usually are: correct it if yours are elsewhere.
    proxy_address="gateway://b:443",
    public_address="https://b/x",
    # Set username and password, which are not copied: BasicAuth("…", "…")
    auth=BasicAuth(),
)`);
  const other = gatewayCode("http://[::1]:8000/", "/path/", undefined).call;
  expect(other).toContain('proxy_address="gateway://[::1]:8000"');
  expect(other).toContain(`public_address="${new URL("/path", document.baseURI).href}"`);
  expect(other).toMatch(/# Set auth=… if it asks for a login\.\n\)$/);
  const noUrl = gatewayCode("https://b/", "http://[", "basic").call;
  expect(noUrl).toContain('public_address="https://b"');
  const login = gatewayCode("https://b/", "https://user:s3cret@c/", "basic").call;
  expect(login).toContain('public_address="https://b"');
  const hostile = gatewayCode('https://b/"),import os#\n/', 'x"+', "jupyterhub").call;
  expect(hostile).not.toMatch(/[^\\]"(?!,|https|gateway).*import/);
});

test("a wrong address or view is said in the element's place", async () => {
  const element = await add({ address: "ftp://gateway.test" });
  expect(alert(element)).toContain("is not an address of a gateway");
  element.setAttribute("address", address);
  element.setAttribute("view", "most");
  await settled();
  expect(alert(element)).toContain("“view” is all, options or clusters");
  element.removeAttribute("view");
  await settled();
  expect(loginForm(element)).toBeTruthy();
});
