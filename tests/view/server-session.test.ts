// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { HttpConnection } from "#session";
import { FakeSession } from "./fake-session.js";
import { view } from "./fixtures.js";

/** The configuration is asked for while the core is on its way: once for all that begin in a page. */

const SERVER = { baseUrl: "/user/ada/", token: "", hub: null };

afterEach(() => vi.unstubAllGlobals());

/** Where nothing has begun. */
async function page(answer: () => Promise<Response>) {
  Reflect.deleteProperty(globalThis, Symbol.for("jupyter-dask-gateway.addresses"));
  vi.resetModules();
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(new URL(url).pathname);
    return answer();
  });
  const connections: HttpConnection[] = [];
  const core = {
    connect: async (connection: HttpConnection) => {
      connections.push(connection);
      return new FakeSession(view());
    },
  } as never;
  const { serverReaches } = await import("../../js/jupyter/config.js");
  const { serverSession } = await import("../../js/jupyter/server-session.js");
  /** What the core of the session begun last is handed for this path, each time that it asks. */
  const begun = async (path: string) => (await connections.at(-1)?.begun?.(path))?.text();
  return { asked, core, begun, serverReaches, serverSession };
}
const CONFIG = '{"address": "http://gateway"}';
const config = async () => new Response(CONFIG);

test("it is asked for before the core is there, and handed over once", async () => {
  const { asked, core, begun, serverSession } = await page(config);
  let come = (_: never): void => {};
  const coming = new Promise<never>((done) => {
    come = done;
  });
  const session = serverSession(coming, SERVER);
  expect(asked).toEqual(["/user/ada/dask-gateway/config"]);
  come(core);
  await session;
  expect(await begun("api/v1/options")).toBeUndefined();
  expect([await begun("config"), await begun("config")]).toEqual([CONFIG, undefined]);
  await serverSession(core, SERVER);
  expect(asked, "another core asks by itself").toHaveLength(1);
  expect(await begun("config")).toBeUndefined();
});

test("what a widget has asked for is not asked for again", async () => {
  const { asked, core, begun, serverReaches, serverSession } = await page(config);
  expect(await serverReaches(SERVER, "http://gateway")).toBe(true);
  await serverSession(core, SERVER);
  expect(asked).toHaveLength(1);
  expect(await begun("config")).toBe(CONFIG);
});

test("where it cannot be had the core asks, and tells", async () => {
  const { core, begun, serverSession } = await page(() => Promise.reject(new TypeError("no way")));
  await serverSession(core, SERVER);
  expect(await begun("config")).toBeUndefined();
});

test("a body that is still to come when the time is over is no answer, and one that came keeps", async () => {
  const ends: AbortSignal[] = [];
  const { core, begun, serverSession } = await page(async () => {
    const [signal] = ends;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(CONFIG));
        // As a browser's: what was not read yet is lost with the signal.
        signal?.addEventListener("abort", () => controller.error(signal.reason));
        if (signal === undefined) controller.close();
      },
    });
    return new Response(body);
  });
  const end = new AbortController();
  ends.push(end.signal);
  const session = serverSession(core, SERVER);
  await session;
  end.abort();
  expect(await begun("config")).toBeUndefined();
});

test("what was asked for long ago is not what the gateway is now", async () => {
  vi.useFakeTimers();
  try {
    const { asked, core, begun, serverReaches, serverSession } = await page(config);
    // A widget that is made, and drawn later.
    await serverReaches(SERVER, "http://gateway");
    await serverSession(core, SERVER);
    vi.advanceTimersByTime(11_000);
    expect(await begun("config")).toBeUndefined();
    // An output that is not ours, and a panel that is opened later; then the configuration of before is of no use.
    for (const wait of [0, 11_000]) {
      const later = await page(config);
      expect(
        await later.serverReaches(SERVER, wait === 0 ? "http://other" : "http://gateway"),
      ).toBe(wait > 0);
      vi.advanceTimersByTime(wait);
      await later.serverSession(later.core, SERVER);
      expect(later.asked, String(wait)).toHaveLength(2);
    }
    expect(asked).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});
