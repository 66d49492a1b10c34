// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { Connection } from "#session";
import { HandedSource } from "../../js/element/handed-source.js";
import type { ViewToolkit } from "../../js/element/types.js";
import { connect } from "../../js/view/session/connect.js";
import { SharedSession } from "../../js/view/session/shared-session.js";
import { joinTabs } from "../../js/view/session/tabs.js";

/** What the browser keeps of a connection that a page hands over, and which tabs it is shared with: the page's next user may be another. */

vi.mock("../../js/view/session/tabs.js", () => ({ joinTabs: vi.fn(async () => {}) }));
vi.mock("../../js/view/session/core-module.js", () => ({
  startCore: async () => ({ open: () => ({}) }),
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

let count = 0;
async function outcome(route: "direct" | "pass-through" | "relay", isHanded: boolean) {
  const connection = { route, base: `https://a.test/${++count}/` } as unknown as Connection;
  const source = new HandedSource(connection);
  if (isHanded) await source.connect({ connect } as unknown as ViewToolkit);
  else await connect(connection);
  return {
    isKept: vi.mocked(SharedSession).mock.lastCall?.[3],
    isShared: vi.mocked(joinTabs).mock.lastCall?.[0] === connection,
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
