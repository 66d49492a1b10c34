// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { passThrough } from "../../js/jupyter/connection.js";
import { offerRelay } from "../../js/jupyter/relays.js";
import type { OpenSession, RelayConnection } from "../../js/view/index.js";
import { FakeSession } from "./fake-session.js";
import { view } from "./fixtures.js";

/** The routes that a page of a Jupyter server offers. */

const HUB = { baseUrl: "/user/alice/", token: "secret", hubUser: "alice" };

beforeEach(() => {
  vi.stubGlobal("location", new URL("https://hub.example/user/alice/lab"));
  vi.spyOn(document, "baseURI", "get").mockReturnValue("https://hub.example/user/alice/lab");
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("the pass-through is below the server's own address", () => {
  const connection = passThrough(HUB);
  expect(connection.base).toBe("https://hub.example/user/alice/dask-gateway/");
  expect(connection.headers().Authorization).toBe("token secret");
  expect(passThrough({ ...HUB, token: "" }).headers()).not.toHaveProperty("Authorization");
});

test.each([
  "/services/dask-gateway",
  "/services/dask-gateway/",
  "https://hub.example/services/dask-gateway",
])("direct: %s, with the hub's token and without cookies", (address) => {
  const direct = passThrough(HUB).other?.("direct", address);
  if (direct?.route !== "direct") throw new Error("not offered");
  expect(direct.base).toBe("https://hub.example/services/dask-gateway/");
  expect(direct.credentials).toBe("omit");
  expect(direct.headers()).toEqual({ Authorization: "jupyterhub secret" });
});

test.each([
  "https://evil.example/services/dask-gateway",
  "http://hub.example/services/dask-gateway",
  "https://hub.example:8443/",
  "//evil.example/",
  "https://hub.example@evil.example/",
  "\\\\evil.example/x",
  "javascript:alert(1)",
])("the hub's token goes to no other origin: %s", (address) => {
  expect(passThrough(HUB).other?.("direct", address)).toBeNull();
});

test.each([
  ["/services/dask-gateway", "https://hub.example/services/dask-gateway/"],
  ["", "https://hub.example/"],
  ["https://gateway.example", "https://gateway.example/"],
  ["https://gateway.example:8443/a/", "https://gateway.example:8443/a/"],
  ["http://127.0.0.1:8000", "http://127.0.0.1:8000/"],
])("the public address %s is asked as by anybody, at whatever origin", (address, base) => {
  const connection = passThrough(HUB).other?.("public", address);
  if (connection?.route !== "direct") throw new Error("not offered");
  expect(connection.base).toBe(base);
  expect(connection.credentials).toBe("omit");
  expect(connection.headers()).toEqual({});
});

test.each(["javascript:alert(1)", "data:text/html,x", "file:///etc", "http://gateway.example"])(
  "what a secure page may not ask is not asked: %s",
  (address) => {
    expect(passThrough(HUB).other?.("public", address)).toBeNull();
  },
);

test("a page that came by http may ask http", () => {
  vi.stubGlobal("location", new URL("http://hub.example/user/alice/lab"));
  expect(passThrough(HUB).other?.("public", "http://gateway.example")).not.toBeNull();
});

test("without a hub, the Jupyter server's own token is no login for a gateway", () => {
  const server = { ...HUB, hubUser: "" };
  expect(passThrough(server).other?.("direct", "/services/dask-gateway")).toBeNull();
  expect(passThrough({ ...HUB, token: "" }).other?.("direct", "/services/dask-gateway")).toBeNull();
});

test("a kernel's relay is offered for as long as one is there", () => {
  const session = new FakeSession(view()) as unknown as OpenSession & FakeSession;
  const relay = (base: string): RelayConnection => ({ route: "relay", base, send: vi.fn() });
  const [first, second] = [relay("1"), relay("2")];
  const connection = passThrough(HUB);
  expect(connection.other?.("relay", "")).toBeNull();
  const ends = [offerRelay(session, first), offerRelay(session, second)];
  expect(connection.other?.("relay", "")).toBe(second);
  ends[1]?.();
  ends[1]?.();
  expect(connection.other?.("relay", "")).toBe(first);
  ends[0]?.();
  expect(connection.other?.("relay", "")).toBeNull();
  const offered = session.events.map((event) => event.type === "offer-relay" && event.offered);
  expect(offered).toEqual([true, true, false]);
});
