// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { Host, HostAction } from "../../js/view/model.js";
import { cluster, view } from "./fixtures.js";
import { drawn, open } from "./page.js";

/** What the core asks of the host is done; what goes wrong there is reported to the core. */

const KEY = "a1b2c3d4";
const open_ = vi.spyOn(window, "open").mockReturnValue(null);
afterEach(() => open_.mockClear());

async function act(action: HostAction, host: Host) {
  const page = open(view({ clusters: [cluster(KEY)] }), host);
  page.session.answer = (event) => (event.type === "refresh" ? [action] : []);
  page.get("button", "Refresh").click();
  await drawn();
  return page.session.events.filter((event) => event.type === "report");
}

const dashboard = (
  outside: boolean,
  url = "https://example.org/clusters/x/status",
): HostAction => ({
  type: "open",
  url,
  outside,
  cluster: KEY,
});

test("copy and insert", async () => {
  const copy = vi.fn(() => Promise.resolve());
  const insert = vi.fn(() => Promise.resolve());
  expect(
    await act({ type: "copy", text: "gateway.new_cluster()", cluster: null }, { copy, insert }),
  ).toEqual([]);
  expect(await act({ type: "insert", code: "client", cluster: KEY }, { copy, insert })).toEqual([]);
  expect(copy).toHaveBeenCalledExactlyOnceWith("gateway.new_cluster()");
  expect(insert).toHaveBeenCalledExactlyOnceWith("client", KEY);
});

test("connect and drag; what the host says of it is reported, and nothing is where it says nothing", async () => {
  const copy = () => Promise.resolve();
  const connect = vi.fn(async () => undefined as string | undefined);
  const drag = vi.fn();
  const action: HostAction = { type: "connect", code: "client", cluster: KEY };
  expect(await act(action, { copy, connect })).toEqual([]);
  expect(connect).toHaveBeenCalledExactlyOnceWith("client", KEY);
  connect.mockResolvedValue("The code is in a.ipynb.");
  const report = { type: "report", cluster: KEY, level: "info", text: "The code is in a.ipynb." };
  expect(await act(action, { copy, connect })).toEqual([report]);
  connect.mockRejectedValue(new Error("Open a notebook first."));
  expect(await act(action, { copy, connect })).toEqual([
    { ...report, level: "error", text: "Open a notebook first." },
  ]);
  expect(await act({ type: "drag", code: "client", cluster: KEY }, { copy, drag })).toEqual([]);
  expect(drag).toHaveBeenCalledExactlyOnceWith("client", KEY);
  for (const type of ["connect", "drag"] as const)
    expect(await act({ type, code: "client", cluster: KEY }, { copy })).toEqual([]);
});

test("a dashboard opens inside the host, outside, or outside for want of an inside", async () => {
  const copy = () => Promise.resolve();
  const inside = vi.fn(() => Promise.resolve());
  await act(dashboard(false), { copy, open: inside });
  expect(inside).toHaveBeenCalledExactlyOnceWith("https://example.org/clusters/x/status", KEY);
  expect(open_).not.toHaveBeenCalled();
  await act(dashboard(true), { copy, open: inside });
  await act(dashboard(false), { copy });
  expect(inside).toHaveBeenCalledTimes(1);
  expect(open_.mock.calls).toEqual(
    Array(2).fill(["https://example.org/clusters/x/status", "_blank", "noopener,noreferrer"]),
  );
});

test("an address may be relative to the page, but not a script", async () => {
  const inside = vi.fn(() => Promise.resolve());
  const host = { copy: () => Promise.resolve(), open: inside };
  document.head.innerHTML = `<base href="https://hub.example.org/user/a/">`;
  expect(await act(dashboard(false, "/services/x/status"), host)).toEqual([]);
  expect(inside).toHaveBeenCalledTimes(1);
  for (const url of ["javascript:alert(1)", "data:text/html,x", "https://"]) {
    for (const outside of [false, true]) {
      expect(await act(dashboard(outside, url), host)).toEqual([
        {
          type: "report",
          cluster: KEY,
          level: "error",
          text: `The dashboard’s address is not a web address: ${url}`,
        },
      ]);
    }
  }
  expect(inside).toHaveBeenCalledTimes(1);
  expect(open_).not.toHaveBeenCalled();
});

test.each([
  ["a rejection", () => Promise.reject(new Error("No notebook is open."))],
  [
    "an exception",
    () => {
      throw new Error("No notebook is open.");
    },
  ],
])("%s is reported at the cluster", async (_, insert) => {
  const host: Host = { copy: () => Promise.resolve(), insert };
  expect(await act({ type: "insert", code: "client", cluster: KEY }, host)).toEqual([
    { type: "report", cluster: KEY, level: "error", text: "No notebook is open." },
  ]);
});

test("who sends an event hears when it is done, and what of it failed", async () => {
  let fail!: (why: Error) => void;
  const insert = () =>
    new Promise<void>((_, reject) => {
      fail = reject;
    });
  const page = open(view({ clusters: [cluster(KEY)] }), { copy: () => Promise.resolve(), insert });
  page.session.answer = ({ type }) =>
    type === "report"
      ? []
      : [
          { type: "copy", text: "client", cluster: KEY },
          { type: "insert", code: "client", cluster: KEY },
        ];
  const heard = vi.fn();
  const sent = page.handle.send({ type: "insert-code", cluster: KEY });
  void sent.then(heard);
  await drawn();
  expect(heard).not.toHaveBeenCalled();
  fail(new Error("No notebook is open."));
  expect(await sent).toEqual([undefined, "No notebook is open."]);
  expect(page.session.events.at(-1)?.type, "it is shown, too").toBe("report");
  const again = page.handle.send({ type: "insert-code", cluster: KEY });
  // Also when the panel is there no more.
  page.handle.dispose();
  fail(new Error(""));
  expect((await again)[1]).toMatch(/did not work/);
});

test("a failed copy of the form's code is reported at the form, even without words", async () => {
  const copy = () => Promise.reject(new Error(""));
  expect(await act({ type: "copy", text: "x", cluster: null }, { copy })).toEqual([
    {
      type: "report",
      cluster: null,
      level: "error",
      text: "This did not work, and the page does not say why.",
    },
  ]);
});

test("the host is called while the click is handled: later, a browser would refuse", () => {
  const copy = vi.fn(() => Promise.resolve());
  const page = open(view(), { copy });
  page.session.answer = () => [{ type: "copy", text: "x", cluster: null }];
  page.get("button", "Copy as Python").click();
  expect(copy).toHaveBeenCalledTimes(1);
});

test("plots open inside the host together, or each in a browser tab; one that leads to a script opens none", async () => {
  const copy = () => Promise.resolve();
  const openPlots = vi.fn(() => Promise.resolve());
  const below = "https://example.org/clusters/x";
  const plots = ["/a", "/b"].map((plot) => ({ plot, url: below + plot }));
  const action = {
    type: "open-plots",
    below,
    plots: "/a /b",
    outside: false,
    cluster: KEY,
  } as const;
  await act(action, { copy, openPlots });
  expect(openPlots).toHaveBeenCalledExactlyOnceWith(plots, KEY);
  expect(open_).not.toHaveBeenCalled();
  await act(action, { copy });
  await act({ ...action, outside: true }, { copy, openPlots });
  expect(open_.mock.calls.map(([url]) => url)).toEqual([...plots, ...plots].map(({ url }) => url));
  const failed = await act({ ...action, below: "javascript:alert" }, { copy, openPlots });
  expect(failed).toHaveLength(1);
  expect(openPlots).toHaveBeenCalledTimes(1);
});
