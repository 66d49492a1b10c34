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

const follow = (start: () => Promise<unknown>) =>
  followLink(app as never, { start } as never, show, "1.e30");

test("it goes from the address once the form has it", async () => {
  await follow(async () => ({ view: { send } }));
  expect(send.mock.calls).toEqual([[{ type: "open-link", link: "1.e30" }]]);
  expect(show).toHaveBeenCalled();
  expect(new URL(location.href).searchParams.has("dask-gateway")).toBe(false);
  expect(location.hash).toBe("#a");
});

test("where the panel cannot be had it stays there, for a reload to do it", async () => {
  await expect(follow(() => Promise.reject(new Error("blocked")))).rejects.toThrow("blocked");
  expect(send).not.toHaveBeenCalled();
  expect(location.search).toContain("dask-gateway=1.e30");
});
