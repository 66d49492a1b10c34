import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pageGlobal } from "../../js/page/page-global.js";
import { fileFromPython } from "../../js/widget/load-core.js";
import { FakeKernel } from "./fake-kernel.js";
import { FakeModel } from "./fake-model.js";

/** The front end's files from a kernel that may be busy, dead or of another mind. */

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const display = (model: FakeModel) => {
  pageGlobal<{ model?: unknown }>("latest-widget", () => ({})).model = model;
  return model;
};
const file = new DataView(new TextEncoder().encode("export {}").buffer);

function outcomeOf(bytes: Promise<DataView>) {
  const outcome: { is?: unknown } = {};
  bytes.then(
    (it) => {
      outcome.is = it;
    },
    (error: Error) => {
      outcome.is = error.message;
    },
  );
  return outcome;
}

test("a message may be lost: it is asked again, seldom, and the first answer counts", async () => {
  const model = display(new FakeModel());
  const outcome = outcomeOf(fileFromPython("schema"));
  model.hear({ type: "file", file: "main" }, file);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(outcome.is).toBeUndefined();
  expect(model.sent[0]).toEqual({ type: "file", file: "schema" });
  expect(model.sent.length).toBeGreaterThan(2);
  expect(model.sent.length).toBeLessThan(70);
  model.hear({ type: "file", file: "schema" }, file);
  await vi.advanceTimersByTimeAsync(0);
  expect(outcome.is).toBe(file);
  expect([vi.getTimerCount(), model.listening]).toEqual([0, 0]);
});

test.each<[string, DataView[]]>([
  ["empty", [new DataView(new ArrayBuffer(0))]],
  ["no buffer", []],
])("a kernel without the file says so: %s", async (_, buffers) => {
  const model = display(new FakeModel());
  const outcome = outcomeOf(fileFromPython("doctor"));
  model.hear({ type: "file", file: "doctor" }, ...buffers);
  await vi.advanceTimersByTimeAsync(0);
  expect(outcome.is).toContain('no file "doctor"');
});

test("a kernel that ends is not waited for", async () => {
  const model = new FakeModel();
  const kernel = new FakeKernel("busy");
  model.widget_manager = { kernel };
  display(model);
  const outcome = outcomeOf(fileFromPython("main"));
  kernel.become("dead");
  await vi.advanceTimersByTimeAsync(0);
  expect(outcome.is).toBe("the kernel has ended");
  model.widget_manager = { kernel: null };
  await expect(fileFromPython("main")).rejects.toThrow("ended");
  model.widget_manager = undefined;
  model.send = () => {
    throw new Error("closed");
  };
  await expect(fileFromPython("main")).rejects.toThrow("ended");
});

test("a widget of another kernel that is displayed meanwhile is asked too", async () => {
  const dead = display(new FakeModel());
  const outcome = outcomeOf(fileFromPython("main"));
  const alive = display(new FakeModel());
  await vi.advanceTimersByTimeAsync(10_000);
  expect([dead.sent.length, alive.sent.length]).toEqual([1, 1]);
  alive.hear({ type: "file", file: "main" }, file);
  await vi.advanceTimersByTimeAsync(0);
  expect(outcome.is).toBe(file);
});
