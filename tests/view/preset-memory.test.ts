// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { presetStore } from "../../js/lab/preset-store.js";
import type { PresetStore, UserEvent } from "../../js/view/model.js";
import {
  browserStore,
  LAUNCHES_KEY,
  PRESETS_KEY,
  PresetMemory,
} from "../../js/view/session/preset-memory.js";

/** Where presets and the last launches are kept, and how what others wrote there comes in. */

const GATEWAY = "http://gateway:8000";

/** Like the core: joins the words that it hears of, and tells of what is new once. */
class Core {
  own = new Set<string>();
  launches = new Set<string>();
  isNews = true;

  presetMemory() {
    if (!this.isNews) return undefined;
    this.isNews = false;
    return { gateway: GATEWAY, own: text(this.own), launches: text(this.launches) };
  }

  add(kind: "own" | "launches", word: string) {
    if (word === "" || this[kind].has(word)) return;
    this[kind].add(word);
    this.isNews = true;
  }

  dispatch(event: UserEvent) {
    if (event.type !== "recall-presets") throw new Error(event.type);
    for (const word of event.own?.split(" ") ?? []) this.add("own", word);
    for (const word of event.launches?.split(" ") ?? []) this.add("launches", word);
    return [];
  }
}

const text = (words: Set<string>) => [...words].sort().join(" ");

let core: Core;
const onFailure = vi.fn();

function memory(store: PresetStore = browserStore, keepsLaunches = true) {
  const end = new AbortController();
  const kept = new PresetMemory(core as never, store, keepsLaunches, onFailure, end.signal);
  return { kept, end };
}

const inBrowser = (key: string) => new Map(JSON.parse(localStorage.getItem(key) ?? "[]"));

beforeEach(() => {
  localStorage.clear();
  onFailure.mockClear();
  core = new Core();
});

test("they are there again after a reload, each gateway's by itself", async () => {
  const { kept } = memory();
  kept.keep();
  core.add("own", "a");
  core.add("launches", "l");
  kept.keep();
  await vi.waitFor(() => expect(inBrowser(PRESETS_KEY).get(`${GATEWAY} `)).toBe("a"));
  expect(inBrowser(LAUNCHES_KEY).get(`${GATEWAY} `)).toBe("l");
  core = new Core();
  memory().kept.keep();
  await vi.waitFor(() => expect(core.own).toEqual(new Set("a")));
  expect(core.launches).toEqual(new Set("l"));
  expect(onFailure).not.toHaveBeenCalled();
});

test("what another tab wrote is taken in, and not lost when this one writes", async () => {
  const { kept } = memory();
  kept.keep();
  await Promise.resolve();
  await browserStore.write(GATEWAY, "theirs");
  core.add("own", "mine");
  kept.keep();
  await vi.waitFor(() => expect(inBrowser(PRESETS_KEY).get(`${GATEWAY} `)).toBe("mine theirs"));
  expect(core.own).toEqual(new Set(["mine", "theirs"]));
  await browserStore.write(GATEWAY, "mine more theirs");
  window.dispatchEvent(new StorageEvent("storage", { key: PRESETS_KEY }));
  await vi.waitFor(() => expect(core.own.has("more")).toBe(true));
});

test("what the core has to be kept as it is, is not written", async () => {
  const write = vi.fn(async () => {});
  const read = vi.fn(async () => "kept");
  memory({ read, write, subscribe: () => {} }).kept.keep();
  await vi.waitFor(() => expect(core.own).toEqual(new Set(["kept"])));
  await new Promise((resolve) => setTimeout(resolve));
  expect(write).not.toHaveBeenCalled();
  core.add("own", "more");
  memory({ read, write, subscribe: () => {} }).kept.keep();
  await vi.waitFor(() => expect(write.mock.calls).toEqual([[GATEWAY, "kept more"]]));
});

test("a page that asks for a login keeps no launches", async () => {
  const { kept } = memory(browserStore, false);
  core.add("launches", "l");
  core.add("own", "a");
  kept.keep();
  await vi.waitFor(() => expect(inBrowser(PRESETS_KEY).size).toBe(1));
  expect(localStorage.getItem(LAUNCHES_KEY)).toBe(null);
});

test("that they could not be kept is told", async () => {
  const setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  vi.stubGlobal("localStorage", { getItem: () => null, removeItem: setItem, setItem });
  const { kept } = memory();
  core.add("own", "a");
  kept.keep();
  await vi.waitFor(() => expect(onFailure).toHaveBeenCalledOnce());
  vi.unstubAllGlobals();
});

test("whatever stands in the browser, the panel goes on", async () => {
  for (const odd of ["", "{", "7", '[["x"]]', '[[1, 2], ["http://gateway:8000 ", {}]]']) {
    localStorage.setItem(PRESETS_KEY, odd);
    localStorage.setItem(LAUNCHES_KEY, odd);
    core = new Core();
    core.add("own", "a");
    memory().kept.keep();
    await vi.waitFor(() => expect(inBrowser(PRESETS_KEY).get(`${GATEWAY} `)).toBe("a"));
  }
});

test("nothing is done any more for a core that has ended", async () => {
  const { kept, end } = memory();
  core.add("own", "a");
  kept.keep();
  end.abort();
  await new Promise((resolve) => setTimeout(resolve));
  expect(inBrowser(PRESETS_KEY).size).toBe(0);
});

/** JupyterLab's settings of a user, in one window; `server`: what its server has. */
function registry(server: { presets?: unknown }) {
  let fetched = { ...server };
  const settings = {
    get: () => ({ user: fetched.presets }),
    set: async (_: string, value: unknown) => {
      server.presets = value;
      fetched = { ...server };
    },
  };
  return {
    load: async () => settings,
    reload: async () => {
      fetched = { ...server };
      return settings;
    },
  } as never;
}

test("JupyterLab's settings keep them, and windows do not overwrite each other", async () => {
  const server: { presets?: unknown } = {};
  const one = presetStore(registry(server), "plugin");
  const other = presetStore(registry(server), "plugin");
  expect([await one.read(GATEWAY), await other.read(GATEWAY)]).toEqual([undefined, undefined]);
  await one.write(GATEWAY, "a");
  await other.write("http://second", "b");
  expect(server.presets).toEqual({ [GATEWAY]: "a", "http://second": "b" });
  expect(await one.read("http://second")).toBe("b");

  const listener = vi.fn();
  other.subscribe(listener, new AbortController().signal);
  window.dispatchEvent(new StorageEvent("storage", { key: "dask-gateway:presets-written" }));
  expect(listener).toHaveBeenCalledOnce();
});

test("odd settings count as none", async () => {
  for (const presets of [null, 7, [], { [GATEWAY]: 7 }, { [GATEWAY]: {} }]) {
    expect(await presetStore(registry({ presets }), "plugin").read(GATEWAY)).toBe(undefined);
  }
});
