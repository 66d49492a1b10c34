import { expect, test } from "vitest";
import { isLoopback, isMixed, isTimeout } from "../../js/page/net.js";

/** What addresses and failed requests tell. */

test.each(["localhost", "hub.localhost", "127.0.0.1", "127.9.9.9", "[::1]"])(
  "%s is this machine",
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each(["localhost.example.org", "127.example.org", "10.0.0.1", "[::2]", "example.org"])(
  "%s is another",
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);

test.each<[string, string, boolean]>([
  ["https://hub.example", "http://gateway.example/clusters/x/status", true],
  ["https://hub.example", "https://gateway.example/", false],
  ["https://hub.example", "http://127.0.0.1:8000/", false],
  ["http://hub.example", "http://gateway.example/", false],
  ["http://hub.example", "https://gateway.example/", false],
])("a page of %s and %s", (origin, address, mixed) => {
  expect(isMixed(origin, address)).toBe(mixed);
});

test("a time-out is told apart from other failures", async () => {
  const signal = AbortSignal.timeout(1);
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  expect(isTimeout(signal.reason)).toBe(true);
  expect(isTimeout(AbortSignal.abort().reason)).toBe(false);
  expect(isTimeout(new TypeError("Failed to fetch"))).toBe(false);
});
