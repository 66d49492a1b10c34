import fs from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { instantiate } from "#session";

/** The module as it is shipped, where the computer's clock is set. */

const packed = new URL("../../build/wasm/session/session_bg.wasm.gz", import.meta.url);
const HOUR = 3_600_000;
const BODIES: Readonly<Record<string, string>> = {
  config: '{"address": "http://gateway:8000"}',
  "api/v1/options": '{"cluster_options": []}',
  "api/version": '{"version": "2026.3.0"}',
};

afterEach(() => void vi.useRealTimers());

test.each([
  ["back", -HOUR],
  ["forward", HOUR],
  ["back by a little", -3_000],
])("a clock that is set %s holds up no poll", async (_, milliseconds) => {
  vi.useFakeTimers();
  const { initSync, open } = instantiate((exports) => exports);
  initSync({ module: gunzipSync(fs.readFileSync(packed)) });
  let lists = 0;
  const send = async (_method: string, path: string) => {
    if (path.startsWith("api/v1/clusters/")) lists += 1;
    const headers = { "content-type": "application/json" };
    return new Response(BODIES[path] ?? "{}", { headers });
  };
  const core = open(
    { route: "relay", base: "relay:", send },
    () => {},
    async (_name, text) => text,
  );
  core.dispatch({ type: "visible", visible: true });
  // All is answered, and nothing is on its way.
  await vi.advanceTimersByTimeAsync(60_000);
  const before = lists;
  expect(before).toBeGreaterThan(3);
  vi.setSystemTime(Date.now() + milliseconds);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(lists).toBeGreaterThan(before);
  core.free();
});
