// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { passThrough } from "../../js/jupyter/connection.js";
import { type HubPage, readHub, sharedBy } from "../../js/jupyter/hub-page.js";
import { offerRelay } from "../../js/jupyter/relays.js";
import type { OpenSession, RelayConnection } from "../../js/view/index.js";
import { FakeSession } from "./fake-session.js";
import { view } from "./fixtures.js";

/** The routes that a page of a Jupyter server offers. */

const ALICE: HubPage = { user: "alice", serverUser: "alice", host: "", base: "/" };
const HUB = { baseUrl: "/user/alice/", token: "secret", hub: ALICE };

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
  const server = { ...HUB, hub: null };
  expect(passThrough(server).other?.("direct", "/services/dask-gateway")).toBeNull();
  expect(passThrough({ ...HUB, token: "" }).other?.("direct", "/services/dask-gateway")).toBeNull();
});

describe("where each user has a host of their own", () => {
  const server = { ...HUB, hub: { ...ALICE, host: "https://hub.example" } };
  beforeEach(() => {
    vi.stubGlobal("location", new URL("https://alice.hub.example/user/alice/lab"));
    vi.spyOn(document, "baseURI", "get").mockReturnValue(location.href);
  });

  test.each(["javascript:alert(1)", "hub.test", "https://evil.example"])(
    "a path is asked nowhere else: %s",
    (host) => {
      const odd = { ...HUB, hub: { ...ALICE, host } };
      const ask = () => passThrough(odd).other?.("direct", "/services/dask-gateway/");
      // The core takes a throw for a route that is not there.
      try {
        expect(ask()).toBeNull();
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
    },
  );

  test("an address on the page's host is asked directly", () => {
    const address = "https://alice.hub.example/services/dask-gateway";
    expect(passThrough(server).other?.("direct", address)?.base).toBe(`${address}/`);
    expect(passThrough(server).base).toBe("https://alice.hub.example/user/alice/dask-gateway/");
  });

  test.each([
    // A path is one of the hub's host.
    "/services/dask-gateway/",
    "https://hub.example/services/dask-gateway/",
    "https://bob.hub.example/services/dask-gateway/",
    "https://services.hub.example/services/dask-gateway/",
    "http://hub.example/services/dask-gateway/",
    "https://hub.example.evil.example/",
    "//evil.example/",
  ])("the token goes to the page's host only: %s", (address) => {
    expect(passThrough(server).other?.("direct", address)).toBeNull();
  });
});

test("on a server that somebody shares, the page's token opens nothing", () => {
  const server = { ...HUB, hub: { ...ALICE, user: "bob" } };
  expect(passThrough(server).other?.("direct", "/services/dask-gateway/")).toBeNull();
  expect(passThrough(server).headers().Authorization).toBe("token secret");
});

describe("what a hub writes into a page", () => {
  const PAGE = {
    baseUrl: "/user/alice/",
    hubPrefix: "/hub/",
    hubHost: "",
    hubUser: "alice",
    hubServerUser: "alice",
  };

  test.each<[object, Partial<HubPage> | null]>([
    [{}, { user: "alice", serverUser: "alice", host: "", base: "/" }],
    [{ hubPrefix: "/compute/hub/" }, { base: "/compute/" }],
    [{ hubHost: "https://hub.test" }, { host: "https://hub.test" }],
    [{ hubUser: "bob" }, { user: "bob", serverUser: "alice" }],
    [
      { hubUser: 1, hubServerUser: null, baseUrl: ["x"] },
      { user: "", serverUser: "" },
    ],
    [{ hubPrefix: "" }, null],
    [{ hubPrefix: undefined }, null],
  ])("%j", (more, expected) => {
    const hub = readHub({ ...PAGE, ...more });
    if (expected === null) expect(hub).toBeNull();
    else expect(hub).toMatchObject(expected);
  });

  // JupyterHub 4 and older do not tell whose server it is.
  test.each([
    ["/user/alice/", "/hub/", "alice"],
    ["/user/alice/gpu/", "/hub/", "alice"],
    ["/user/alice%2Bx@example.org/gpu/", "/hub/", "alice+x@example.org"],
    ["/user/VRook%20%28WMF%29/", "/hub/", "VRook (WMF)"],
    ["/user/VRook%20(WMF)/", "/hub/", "VRook (WMF)"],
    ["/compute/user/user/", "/compute/hub/", "user"],
    ["/user/100%/", "/hub/", ""],
    ["/somewhere/user/alice/", "/hub/", ""],
  ])("the server at %s is that of %j", (baseUrl, hubPrefix, user) => {
    const hub = readHub({ ...PAGE, baseUrl, hubPrefix, hubServerUser: undefined, hubUser: "bob" });
    expect(hub?.serverUser).toBe(user);
    expect(sharedBy(hub)).toBe(user === "" ? undefined : user);
  });

  test("an own server is shared by nobody", () => {
    expect(sharedBy(readHub(PAGE))).toBeUndefined();
    expect(sharedBy(null)).toBeUndefined();
  });
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
