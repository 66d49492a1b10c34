import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, expect, test, vi } from "vitest";
import type { PartSource } from "../../js/page/parts.js";
import { buildId } from "./build-id.js";

/** Parts on demand: once, again after a failure, from elsewhere, and not of another build. */

const part = { buildId };
let source: ReturnType<typeof vi.fn<PartSource>>;
let parts: typeof import("../../js/page/parts.js");

beforeEach(async () => {
  // As in a page that was just opened.
  vi.resetModules();
  parts = await import("../../js/page/parts.js");
  source = vi.fn(async () => part);
});

test("the first use fetches, and all who wait or come later get the same", async () => {
  parts.setPartSource(source);
  const first = [parts.loadPart("doctor"), parts.loadPart("doctor")];
  for (const one of [...first, parts.loadPart("doctor")]) expect(await one).toBe(part);
  expect(source).toHaveBeenCalledExactlyOnceWith("doctor");
});

test("one source serves all parts, also after the server was asked in vain", async () => {
  const { partFile } = await import("../../js/page/part-files.js");
  parts.setPartSource(partFile);
  // Beside this module there are none.
  await expect(parts.loadPart("schema")).rejects.toMatchObject({
    reason: "unavailable",
    cause: { message: expect.stringContaining("js/page/dask-gateway-schema.js?3") },
  });
  parts.setPartSource(source);
  expect(await parts.loadPart("schema")).toBe(part);
  expect(await parts.loadPart("element")).toBe(part);
  expect(source.mock.calls).toEqual([["schema"], ["element"]]);
});

test("a failure is told to all who wait, with its cause, and the next call tries again", async () => {
  const cause = new TypeError("Failed to fetch dynamically imported module");
  source.mockRejectedValueOnce(cause);
  parts.setPartSource(source);
  const failures = await Promise.allSettled([parts.loadPart("element"), parts.loadPart("element")]);
  for (const failure of failures) {
    expect(failure).toMatchObject({ reason: { reason: "unavailable", cause } });
  }
  expect(source).toHaveBeenCalledTimes(1);
  expect(await parts.loadPart("element")).toBe(part);
});

test("a source that throws at once is a failure like any other", async () => {
  parts.setPartSource(() => {
    throw new TypeError("Invalid URL");
  });
  await expect(parts.loadPart("schema")).rejects.toThrow(
    "dask-gateway-schema.js could not be fetched: it is blocked, or no longer on the server",
  );
});

test.each([{ buildId: "an older build" }, {}])("a part of another build: %j", async (other) => {
  source.mockResolvedValueOnce(other);
  parts.setPartSource(source);
  await expect(parts.loadPart("doctor")).rejects.toMatchObject({
    reason: "other-version",
    message: "dask-gateway-doctor.js is of another version than this page: reload the page",
  });
  expect(await parts.loadPart("doctor"), "the update may have ended meanwhile").toBe(part);
});

test("a server is asked again under another name: browsers remember a failed import", async () => {
  const { importOnce } = await import("../../js/page/load-module.js");
  const folder = mkdtempSync(join(tmpdir(), "parts-"));
  const file = join(folder, "part.js");
  const load = importOnce(() => new URL(`${pathToFileURL(file).href}?1`));
  try {
    await expect(load()).rejects.toThrow(/part\.js\?1/);
    await expect(load()).rejects.toThrow(/part\.js\?1=&attempt=1/);
    writeFileSync(file, "export const there = true;");
    const module = await load();
    expect(module).toMatchObject({ there: true });
    expect(await load()).toBe(module);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
