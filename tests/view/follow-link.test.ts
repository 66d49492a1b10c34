// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { followLink } from "../../js/lab/follow-link.js";

/** A link by which JupyterLab was opened: it comes into the form once. */

const send = vi.fn();
const show = vi.fn();
const app = { restored: Promise.resolve() };

beforeEach(() => {
  send.mockClear();
  history.replaceState(null, "", "/lab?reset&dask-gateway=1.e30#a");
});

const follow = (start: () => Promise<unknown>, firstShown = start()) =>
  followLink(app as never, { start, firstShown } as never, show, "1.e30");

test("it goes from the address once the form has it", async () => {
  await follow(async () => ({ view: { send } }));
  expect(send.mock.calls).toEqual([[{ type: "open-link", link: "1.e30" }]]);
  expect(show).toHaveBeenCalled();
  expect(new URL(location.href).searchParams.has("dask-gateway")).toBe(false);
  expect(location.hash).toBe("#a");
});

test("where the panel cannot be had it stays there, until the user tries again or reloads", async () => {
  let succeed = (_: unknown) => {};
  const first = new Promise((resolve) => {
    succeed = resolve;
  });
  const followed = follow(() => Promise.reject(new Error("blocked")), first);
  await new Promise((resolve) => setTimeout(resolve));
  expect(show).toHaveBeenCalled();
  expect(send).not.toHaveBeenCalled();
  expect(location.search).toContain("dask-gateway=1.e30");
  succeed({ view: { send } });
  await followed;
  expect(send.mock.calls).toEqual([[{ type: "open-link", link: "1.e30" }]]);
  expect(location.search).not.toContain("dask-gateway");
});
