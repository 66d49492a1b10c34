import fs from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { instantiate, type Session } from "#session";

/** What docs/element.md hands to the core as it is shipped does what the page says. */

const page = fs.readFileSync("docs/element.md", "utf8");

const number = (field: string, label: string, preset: number) => ({
  field,
  label,
  default: preset,
  spec: { type: "int", min: 1, max: 64 },
});
const cluster_options = [number("worker_cores", "Cores", 4), number("worker_memory", "Memory", 8)];

let core: Session;
beforeAll(async () => {
  vi.stubGlobal("fetch", async ({ url }: Request) =>
    Response.json(url.endsWith("/options") ? { cluster_options } : {}),
  );
  const { initSync, open } = instantiate((exports) => exports);
  initSync({ module: gunzipSync(fs.readFileSync("build/wasm/session/session_bg.wasm.gz")) });
  const site = /site='(\{.*?\})'/s.exec(page)?.[1] ?? "";
  const connection = {
    route: "direct",
    base: "https://gateway.test/",
    site,
    credentials: "omit",
    headers: () => ({}),
  } as const;
  core = open(
    connection,
    () => {},
    async (_, text) => text,
  );
  core.dispatch({ type: "visible", visible: true });
  await vi.waitFor(() => expect(form()).toBeTruthy());
});
afterAll(() => core.dispatch({ type: "visible", visible: false }));

const form = () => core.changes(true)?.form;

test("the site's settings tell what a worker is and costs", () => {
  const price = { micros: 1e6 * (4 * 0.03 + 8 * 0.004), currency: "USD" };
  expect(form()?.footprint).toMatchObject({ cores: 4_000, memory: 8 * 2 ** 30, price });
});

test("the link fills the form", () => {
  const code = /```ts\n(import type \{ LinkOptions.*?)```/s.exec(page)?.[1] ?? "";
  const script = code.replace(/^import type .*$/m, "").replace("options: LinkOptions", "options");
  const document = { createElement: () => ({}) };
  const href: string = new Function("document", `${script}; return anchor.href`)(document);
  core.dispatch({ type: "open-link", link: href.replace("#dask-gateway=", "") });
  expect(form()?.message?.message).toMatchObject({
    id: "filled",
    source: "link",
    changed: 1,
    workers: true,
  });
  expect(form()?.fields.map(({ text }) => text)).toEqual(["2", "8"]);
  expect(form()?.workers).toMatchObject({ count: { text: "0" }, upTo: { text: "20" } });
});
