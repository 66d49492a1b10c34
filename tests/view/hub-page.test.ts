// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { GatewayConnection, GatewayElement } from "../../js/element/gateway-element.js";
import { setUp as setUpUntil } from "../../js/hub/index.js";

/** The script of the page on a JupyterHub, around an element that is none. */

const LAB = "https://hub.example/hub/user-redirect/lab";

let element: GatewayElement;
let ended: AbortController;
const setUp = (root: Document) => setUpUntil(root, ended.signal);
let link: string | null;

beforeEach(() => {
  ended = new AbortController();
  document.body.innerHTML = `<p id="server" data-server="stopped"></p>
    <a id="start" href="${LAB}">Start my server</a><small id="taken"></small><dask-gateway></dask-gateway>`;
  element = document.querySelector("dask-gateway") as GatewayElement;
  element.link = () => link;
  vi.spyOn(document, "baseURI", "get").mockReturnValue(
    "https://hub.example/services/dask-clusters/user/alice/",
  );
  vi.stubGlobal("location", new URL("https://hub.example/services/dask-clusters/user/alice/"));
});
afterEach(() => {
  ended.abort();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const start = () => document.querySelector<HTMLAnchorElement>("#start");
const text = (id: string) => document.querySelector(id)?.textContent;

function change(to: string | null): void {
  link = to;
  element.dispatchEvent(new CustomEvent("change", { detail: { valid: to !== null } }));
}

test("the element is given the user's own pass-through, with the cookie's token", () => {
  vi.spyOn(document, "cookie", "get").mockReturnValue("a=b; _xsrf=x1; _xsrf=of-another-path");
  setUp(document);
  const { connection } = element;
  expect(connection?.base).toBe(
    "https://hub.example/services/dask-clusters/user/alice/dask-gateway/",
  );
  expect(connection).toMatchObject({ route: "pass-through", credentials: "same-origin" });
  expect((connection as GatewayConnection).headers()).toEqual({
    "Accept-Language": "en",
    "X-XSRFToken": "x1",
  });
});

test.each([
  ["/services/dask-gateway/", "https://hub.example/services/dask-gateway/"],
  ["https://elsewhere.example/gateway", undefined],
  ["javascript:alert(1)", undefined],
])("figures by the public address, of this origin alone: %s", (address, base) => {
  setUp(document);
  const connection = element.connection as unknown as {
    other(route: string, address: string): { base: string } | null;
  };
  expect(connection.other("public", address)?.base).toBe(base);
  expect(connection.other("direct", address)).toBeNull();
  expect(connection.other("relay", address)).toBeNull();
});

test("that the form's script is not to be had is said, once the page has loaded, and the server can be started", () => {
  setUp(document);
  expect(element.textContent).toBe("");
  window.dispatchEvent(new Event("load"));
  expect(element.querySelector("[role=alert]")?.textContent).toMatch(
    /could not be loaded\. Reload/,
  );
  expect(start()?.href).toBe(LAB);
});

test("the link to the server takes along what is chosen, and stands below the form once there is one", () => {
  setUp(document);
  expect(start()?.parentElement).toBe(document.body);
  change("1.eyJvcHRpb25zIjoge319");
  expect(start()?.href).toBe(LAB);
  expect(text("#taken")).toContain("come along");
  expect(start()?.parentElement).toBe(element);
  change("1.eyJvcHRpb25zIjogeyJ3b3JrZXJfY29yZXMiOiAyfX0");
  expect(start()?.href).toBe(`${LAB}?dask-gateway=1.eyJvcHRpb25zIjogeyJ3b3JrZXJfY29yZXMiOiAyfX0`);
  expect(text("#taken")).toContain("filled in");
});

test.each([
  ["not valid", null],
  ["too long", `1.${"A".repeat(1_500)}`],
])("options that are %s stay behind, and that is said", (_, other) => {
  setUp(document);
  change("1.eyJvcHRpb25zIjogeyJ3b3JrZXJfY29yZXMiOiAyfX0");
  change(other);
  expect(start()?.href).toBe(LAB);
  expect(text("#taken")).toContain("without these options");
});

test.each([
  ["running", "Open my server", "Your server is running."],
  ["starting", "Open my server", "Your server is starting."],
  ["stopping", "Start my server", "Your server is stopping."],
  ["stopped", "Start my server", "Your server is not running."],
  ["unknown", "Start or open my server", "Clusters run without your server"],
  ["toString", "Start or open my server", "Clusters run without your server"],
])("a server that is %s", (server, button, said) => {
  document.querySelector("#server")?.setAttribute("data-server", server);
  setUp(document);
  expect(start()?.textContent).toBe(button);
  expect(text("#server")).toContain(said);
});

test("who comes back to the tab is told how the server is now", async () => {
  const fetched = vi.fn(async () => new Response('{"server": "running"}'));
  vi.stubGlobal("fetch", fetched);
  setUp(document);
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.waitFor(() => expect(start()?.textContent).toBe("Open my server"));
  fetched.mockResolvedValue(new Response("no", { status: 403 }));
  document.dispatchEvent(new Event("visibilitychange"));
  fetched.mockRejectedValue(new TypeError("offline"));
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(3));
  expect(start()?.textContent).toBe("Open my server");
});

test("while the server starts or stops it is asked for again, and then no more", async () => {
  vi.useFakeTimers();
  const fetched = vi.fn(async () => new Response('{"server": "stopping"}'));
  vi.stubGlobal("fetch", fetched);
  document.querySelector("#server")?.setAttribute("data-server", "starting");
  setUp(document);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(text("#server")).toBe("Your server is stopping.");
  fetched.mockImplementation(async () => new Response('{"server": "stopped"}'));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(text("#server")).toContain("Your server is not running.");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fetched).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test("in Chinese nothing is said in English before, and what is there follows when the language has come", async () => {
  vi.useFakeTimers();
  const { tellLanguage, tellTables } = await import("../../js/page/spoken.js");
  const { hub } = await import("../../js/zh/hosts.js");
  document.documentElement.lang = "zh-CN";
  const button = start() as HTMLAnchorElement;
  button.textContent = hub.start.stopped;
  try {
    setUp(document);
    expect(text("#server")).toBe("");
    tellTables(() => ({ hub }));
    change("1.eyJvcHRpb25zIjoge319");
    tellLanguage();
    expect(text("#server")).toBe(hub.server.stopped);
    expect(button.textContent).toBe(hub.start.stopped);
    expect(text("#taken")).toBe(hub.wouldTake);
    expect(vi.getTimerCount()).toBe(0);
    ended.abort();
    // It is not to be had.
    tellTables(() => ({}));
    setUp(document);
    vi.advanceTimersByTime(1_000);
    expect(text("#server")).toMatch(/^Your server is not running/);
  } finally {
    document.documentElement.lang = "";
    tellTables(() => ({}));
    vi.useRealTimers();
  }
});
