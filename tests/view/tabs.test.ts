import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Connection, Tabs } from "#session";
import { joinTabs } from "../../js/view/session/tabs.js";

/** The lock and the channel that tabs share: when a core is told what, and who shares with whom. */

type Request = { steal: boolean; end(error?: DOMException): void; start(): void };

/** As `navigator.locks`, for one page after the other. */
class FakeLocks {
  readonly held = new Map<string, Request>();
  readonly waiting = new Map<string, Request[]>();
  refuse: DOMException | null = null;

  request(
    name: string,
    { steal = false, signal }: { steal?: boolean; signal?: AbortSignal },
    hold: () => Promise<void> | undefined,
  ): Promise<void> {
    if (this.refuse !== null) return Promise.reject(this.refuse);
    return new Promise((resolve, reject) => {
      const request: Request = {
        steal,
        end: (error) => (error === undefined ? resolve() : reject(error)),
        start: () => {
          this.held.set(name, request);
          Promise.resolve(hold()).then(() => {
            if (this.held.get(name) !== request) return;
            this.held.delete(name);
            resolve();
            this.#next(name);
          });
        },
      };
      signal?.addEventListener("abort", () => {
        const queue = this.waiting.get(name) ?? [];
        if (!queue.includes(request)) return;
        queue.splice(queue.indexOf(request), 1);
        reject(new DOMException("", "AbortError"));
      });
      if (steal) {
        this.held.get(name)?.end(new DOMException("", "AbortError"));
        request.start();
      } else {
        this.waiting.set(name, [...(this.waiting.get(name) ?? []), request]);
        queueMicrotask(() => this.#next(name));
      }
    });
  }

  #next(name: string): void {
    if (!this.held.has(name)) this.waiting.get(name)?.shift()?.start();
  }
}

/** As `BroadcastChannel`. */
class FakeChannel {
  static all: FakeChannel[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  closed = false;

  constructor(readonly name: string) {
    FakeChannel.all.push(this);
  }

  postMessage(data: unknown): void {
    if (this.closed) throw new DOMException("closed", "InvalidStateError");
    for (const other of FakeChannel.all) {
      if (other !== this && other.name === this.name && !other.closed) other.onmessage?.({ data });
    }
  }

  close(): void {
    this.closed = true;
  }
}

/** It takes a while to make a name of a login. */
const WAIT = { interval: 5, timeout: 30_000 };
vi.setConfig({ testTimeout: 60_000 });

let locks: FakeLocks;

beforeEach(() => {
  locks = new FakeLocks();
  FakeChannel.all = [];
  vi.stubGlobal("navigator", { locks });
  vi.stubGlobal("BroadcastChannel", FakeChannel);
});
afterEach(() => vi.unstubAllGlobals());

/** A tab's core, which writes down what it is told. */
class Tab {
  readonly told: string[] = [];
  readonly end = new AbortController();
  tabs: Tabs | undefined;

  constructor(connection: Connection) {
    this.joined = joinTabs(connection, this, this.end.signal);
  }
  readonly joined: Promise<void>;

  join(tabs: Tabs): void {
    this.tabs = tabs;
    this.told.push("joined");
  }
  onTabs(change: string): void {
    this.told.push(change);
  }
  hear(message: Uint8Array): void {
    this.told.push(`heard ${message}`);
  }
}

const jupyter = (base = "http://lab/user/ann/dask-gateway/"): Connection => ({
  route: "pass-through",
  base,
  credentials: "same-origin",
  headers: () => ({ Authorization: `token ${Math.random()}` }),
});
const element = (login: () => string, base = "https://gateway/"): Connection => ({
  route: "direct",
  base,
  credentials: "omit",
  headers: () => ({ Authorization: login() }),
});
const joined = async (connection: Connection) => {
  const tab = new Tab(connection);
  await vi.waitFor(() => expect(tab.told).toEqual(["joined"]), WAIT);
  tab.told.length = 0;
  return tab;
};
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("one tab at a time holds the lock, and the next gets it when it is given back", async () => {
  const [first, second] = [await joined(jupyter()), await joined(jupyter())];
  first.tabs?.lock();
  second.tabs?.lock();
  await settled();
  expect([first.told, second.told]).toEqual([["granted"], []]);
  first.tabs?.unlock();
  await settled();
  expect([first.told, second.told]).toEqual([["granted"], ["granted"]]);
  first.tabs?.lock();
  second.end.abort();
  await settled();
  expect(first.told, "a page that ends gives it back").toEqual(["granted", "granted"]);
});

test("who waits no more is granted nothing", async () => {
  const [first, second] = [await joined(jupyter()), await joined(jupyter())];
  first.tabs?.lock();
  await settled();
  second.tabs?.lock();
  second.tabs?.unlock();
  first.tabs?.unlock();
  await settled();
  expect(second.told).toEqual([]);
  second.tabs?.lock();
  second.tabs?.unlock();
  await settled();
  expect(second.told, "nor if it is given back before it came").toEqual([]);
});

test("who is robbed of the lock is told so, and may wait for it again", async () => {
  const [first, second] = [await joined(jupyter()), await joined(jupyter())];
  first.tabs?.lock();
  await settled();
  second.tabs?.lock();
  second.tabs?.steal();
  await settled();
  expect([first.told, second.told]).toEqual([["granted", "lost"], ["granted"]]);
  first.tabs?.lock();
  second.tabs?.unlock();
  await settled();
  expect(first.told).toEqual(["granted", "lost", "granted"]);
});

test("what a tab posts is heard by the others, after its core has done its work", async () => {
  const tabs = [await joined(jupyter()), await joined(jupyter()), await joined(jupyter())];
  tabs[0]?.tabs?.post(new Uint8Array([1, 2]));
  expect(tabs[1]?.told).toEqual([]);
  await settled();
  expect(tabs.map((tab) => tab.told)).toEqual([[], ["heard 1,2"], ["heard 1,2"]]);
  tabs[1]?.end.abort();
  tabs[0]?.tabs?.post(new Uint8Array([3]));
  FakeChannel.all[0]?.postMessage("no bytes");
  await settled();
  expect(tabs.map((tab) => tab.told.length)).toEqual([0, 1, 2]);
  tabs[1]?.tabs?.post(new Uint8Array([4]));
  await settled();
  expect(tabs[2]?.told.length).toBe(2);
});

test("another address, user or build is another lock and channel, and no name tells the login", async () => {
  const login = "Basic YW5uOnBhc3N3b3Jk";
  for (const connection of [
    jupyter(),
    jupyter("http://lab/user/bob/dask-gateway/"),
    element(() => login),
    element(() => "Basic Ym9iOnBhc3N3b3Jk"),
    element(() => login, "https://other/"),
  ])
    await joined(connection);
  const names = FakeChannel.all.map((channel) => channel.name);
  expect(new Set(names).size).toBe(5);
  for (const name of names) {
    expect(name).toMatch(/^dask-gateway this build [0-9a-f-]+$/);
    expect(name).not.toContain(login);
  }
  await joined(element(() => login));
  expect(FakeChannel.all.at(-1)?.name).toBe(names[2]);
});

test("a page that logs in as somebody else shares with that user's tabs from then on", async () => {
  let login = "Basic ann";
  const [tab, other] = [
    await joined(element(() => login)),
    await joined(element(() => "Basic ann")),
  ];
  tab.tabs?.lock();
  await settled();
  login = "Basic bob";
  tab.tabs?.post(new Uint8Array([1]));
  await settled();
  expect(other.told, "what is bob's is not told to ann").toEqual([]);
  expect(tab.told).toEqual(["granted", "left"]);
  expect(locks.held.size).toBe(0);
  await vi.waitFor(() => expect(tab.told.at(-1)).toBe("joined"), WAIT);
  const bob = await joined(element(() => "Basic bob"));
  tab.tabs?.post(new Uint8Array([2]));
  await settled();
  expect(bob.told).toEqual(["heard 2"]);
});

test("where there are no locks, no login or no origin, a tab stays alone", async () => {
  const throws = element(() => {
    throw new Error("no login");
  });
  const relay: Connection = { route: "relay", base: "relay:1", send: () => Promise.reject() };
  const alone = [new Tab(throws), new Tab(relay)];
  await Promise.all(alone.map((tab) => tab.joined));
  expect(alone.map((tab) => tab.told)).toEqual([[], []]);

  locks.refuse = new DOMException("opaque", "SecurityError");
  const framed = await joined(jupyter());
  framed.tabs?.lock();
  await framed.joined;
  expect(framed.told).toEqual(["left"]);

  // As by plain http from another host.
  vi.stubGlobal("navigator", {});
  const plain = new Tab(jupyter());
  await plain.joined;
  expect(plain.told).toEqual([]);
});
