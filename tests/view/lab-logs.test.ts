// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { Live } from "../../js/lab/live.js";
import { showLogs } from "../../js/lab/logs-tab.js";
import type { Started } from "../../js/lab/started.js";
import type { View } from "../../js/view/model.js";
import { FakeSession, fakeHost } from "./fake-session.js";
import { cluster, view } from "./fixtures.js";

/** The command that shows a cluster's logs: whose, and what is said where there are none. */

vi.mock("@jupyterlab/apputils", () => ({ Dialog: class {} }));

function setUp(shown: View) {
  const session = new FakeSession(shown);
  const logsPane = vi.fn(async (_: { cluster: string; first: string | undefined }) => {});
  const watching: AbortSignal[] = [];
  const core = {
    loadPart: async () => ({ logsPane }),
    watchSession: (_: unknown, signal: AbortSignal) => watching.push(signal),
    pageStrings: () => ({ lang: "en" }),
    formatMessage: (_: unknown, { id }: { id: string }) => `Problem ${id}.`,
  };
  const live = new Live(
    { showCluster: async () => {} },
    () => {},
    async () => ({ core, session }) as unknown as Started,
  );
  const show = (name?: string, worker?: string) =>
    showLogs(live, fakeHost(), { cluster: name, worker });
  return { session, logsPane, watching, show };
}

test("by its key or full name, that of a worker first", async () => {
  const { logsPane, watching, show } = setUp(view({ clusters: [cluster("a1b2c3d4")] }));
  await show("a1b2c3d4");
  await show("site.a1b2c3d4e5f60718293a4b5c6d7e8f90", "tls://10.0.0.1:1");
  expect(logsPane.mock.calls.map(([{ cluster, first }]) => [cluster, first])).toEqual([
    ["a1b2c3d4", undefined],
    ["a1b2c3d4", "tls://10.0.0.1:1"],
  ]);
  expect(watching.every(({ aborted }) => aborted)).toBe(true);
});

test("without a cluster, that is said", async () => {
  const { show } = setUp(view());
  await expect(show(undefined)).rejects.toThrow("dask-gateway:open-logs");
});

test("one that is not there, and a gateway that does not answer, are two things", async () => {
  const { session, show } = setUp(view({ clusters: [] }));
  await expect(show("a1b2c3d4")).rejects.toThrow("There is no such cluster.");
  session.show(view({ clusters: null, problem: { level: "error", message: { id: "no-answer" } } }));
  await expect(show("a1b2c3d4")).rejects.toThrow("Problem no-answer.");
});
