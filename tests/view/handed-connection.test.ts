// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { Connection, HttpConnection, RelayConnection } from "#session";
import { HandedSource } from "../../js/element/handed-source.js";
import type { SourceListener } from "../../js/element/source.js";
import type { ViewToolkit } from "../../js/element/types.js";
import type { OpenSession } from "../../js/view/model.js";
import { connect } from "../../js/view/session/connect.js";
import { SharedSession } from "../../js/view/session/shared-session.js";
import { joinTabs } from "../../js/view/session/tabs.js";

/** What the browser keeps of a connection that a page hands over, and which tabs it is shared with: the page's next user may be another. */

vi.mock("../../js/view/session/tabs.js", () => ({ joinTabs: vi.fn(async () => {}) }));
vi.mock("../../js/view/session/core-module.js", () => ({
  startCore: async () => ({ open: () => ({}), rest: null, hasEnded: () => false }),
  mayStartAgain: () => true,
}));
vi.mock("../../js/view/session/shared-session.js", () => ({
  SharedSession: vi.fn(function (this: object, open: (...args: unknown[]) => unknown) {
    open(() => {}, new AbortController().signal);
  }),
}));

afterEach(() => {
  vi.clearAllMocks();
  history.replaceState(null, "", "/");
});

/** As the core has it. */
async function taken(
  connection: object,
): Promise<Omit<HttpConnection, "route"> & Omit<RelayConnection, "route">> {
  const toolkit = { connect: vi.fn(async (_: HttpConnection & RelayConnection) => ({})) };
  await new HandedSource(connection as Connection).connect(toolkit as unknown as ViewToolkit);
  return toolkit.connect.mock.lastCall?.[0] as HttpConnection & RelayConnection;
}

test("what is no answer to the core's questions is an error of the page's, and no fault of the core", async () => {
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  const send = vi.fn((): unknown => ({ status: 200 }));
  const relay = await taken(Object.freeze({ route: "relay", base: "a", send }));
  for (const wrong of [{ status: 200 }, undefined, Promise.resolve("text")]) {
    send.mockReturnValueOnce(wrong);
    await expect(relay.send("GET", "config")).rejects.toThrow("must resolve to a Response");
  }
  expect(reported).toHaveBeenCalledTimes(3);
  send.mockRejectedValueOnce(new Error("closed"));
  await expect(relay.send("GET", "config")).rejects.toThrow("closed");
  expect(reported, "as a relay says that it is over").toHaveBeenCalledTimes(3);
  const answer = new Response("{}");
  send.mockReturnValueOnce(answer);
  expect(await relay.send("POST", "api/v1/clusters/", "{}")).toBe(answer);
  expect(send).toHaveBeenLastCalledWith("POST", "api/v1/clusters/", "{}");

  class Own {
    #token: string | undefined;
    readonly route = "pass-through";
    get base() {
      return `https://${this.#token}.test/`;
    }
    headers() {
      return this.#token === undefined ? undefined : { "X-Token": this.#token };
    }
    login() {
      this.#token = "t";
    }
  }
  const own = new Own();
  const http = await taken(own);
  expect(http.headers()).toEqual({});
  own.login();
  expect([http.headers(), http.base, http.other]).toEqual([
    { "X-Token": "t" },
    "https://t.test/",
    undefined,
  ]);
  vi.unstubAllGlobals();
});

/** An element in the page; `take`: another connection is handed over, or none. */
class Handed {
  readonly element: { connection: Connection | null } = { connection: null };
  #source: HandedSource | undefined;
  constructor(private readonly toolkit: ViewToolkit) {}

  update(): void {}

  give(connection: Connection | null): void {
    this.element.connection = connection;
  }

  show(): Promise<OpenSession> | undefined {
    const { connection } = this.element;
    this.#source?.removeListener(this as unknown as SourceListener);
    this.#source = connection === null ? undefined : new HandedSource(connection);
    this.#source?.addListener(this as unknown as SourceListener);
    return this.#source?.connect(this.toolkit);
  }
}

test("another connection with the same base begins anew, unless an element still has the first one", async () => {
  const sessions = new Map<string, { close(): void }>();
  const toolkit = {
    connect: async ({ base }: Connection) => {
      const session = sessions.get(base) ?? { close: () => sessions.delete(base) };
      sessions.set(base, session);
      return session;
    },
  } as unknown as ViewToolkit;
  const [one, two] = [new Handed(toolkit), new Handed(toolkit)];
  const [ada, bob, eve] = ["ada", "bob", "eve"].map(
    (user) => ({ route: "relay", base: "of all", user }) as unknown as Connection,
  ) as [Connection, Connection, Connection];
  const show = async (element: Handed, connection: Connection | null) => {
    element.give(connection);
    return element.show();
  };

  const hers = await show(one, ada);
  expect(await show(one, ada), "the same object, as after a move").toBe(hers);
  expect(await show(two, bob), "beside hers: they are one user's").toBe(hers);
  await show(one, null);
  expect(await show(one, bob)).toBe(hers);

  await show(one, null);
  await show(two, null);
  const next = await show(two, eve);
  expect(next, "after a logout").not.toBe(hers);
  expect(await show(one, eve)).toBe(next);

  // In all elements at once, before one of them knows.
  one.give(ada);
  two.give(ada);
  const last = await one.show();
  expect(last).not.toBe(next);
  expect(await two.show()).toBe(last);
  // The first was on its way still.
  const slow = show(one, bob);
  await show(two, null);
  expect(await show(one, eve)).not.toBe(await slow);
});

let count = 0;
async function outcome(route: "direct" | "pass-through" | "relay", isHanded: boolean) {
  const connection = { route, base: `https://a.test/${++count}/` } as unknown as Connection;
  const source = new HandedSource(connection);
  if (isHanded) await source.connect({ connect } as unknown as ViewToolkit);
  else await connect(connection);
  return {
    isKept: vi.mocked(SharedSession).mock.lastCall?.[3],
    isShared: vi.mocked(joinTabs).mock.lastCall?.[0].base === connection.base,
  };
}

test("a page that does not say whose it is keeps nothing, and no tab hears of it that may be another's", async () => {
  expect(await outcome("pass-through", true)).toEqual({ isKept: false, isShared: false });
  expect(await outcome("relay", true)).toEqual({ isKept: false, isShared: false });
  // Tabs tell users apart by their logins.
  expect(await outcome("direct", true)).toEqual({ isKept: false, isShared: true });
});

test("a page below its user's name is that user's, as on a JupyterHub", async () => {
  history.replaceState(null, "", "/services/dask-clusters/user/alice/");
  expect(await outcome("pass-through", true)).toEqual({ isKept: true, isShared: true });
});

test("a Jupyter server's page is its user's", async () => {
  expect(await outcome("pass-through", false)).toEqual({ isKept: true, isShared: true });
  expect(await outcome("direct", false)).toEqual({ isKept: false, isShared: true });
});
