import fs from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { instantiate } from "#session";
import { guard } from "../../js/view/session/guard.js";

/** The module as it is shipped, in a fault of WebAssembly's own. */

const packed = new URL("../../build/wasm/session/session_bg.wasm.gz", import.meta.url);

test("a fault is noticed, ends its own instance alone, and another starts from the same module", async () => {
  const module = gunzipSync(fs.readFileSync(packed));
  const faults: unknown[] = [];
  const start = () => {
    const { initSync, open } = instantiate((exports) =>
      guard(exports, (error) => faults.push(error) === 0),
    );
    initSync({ module });
    const answers: ((reply: Response) => void)[] = [];
    const send = () => new Promise<Response>((resolve) => answers.push(resolve));
    const core = open(
      { route: "relay", base: "relay:", send },
      () => {},
      async (_, text) => text,
    );
    return { core, answers };
  };
  const first = start();
  first.core.dispatch({ type: "visible", visible: true });
  await expect.poll(() => first.answers.length).toBe(1);
  // A pointer that leads nowhere, as in a memory that holds anything.
  Object.assign(first.core, { __wbg_ptr: 0xffff_fff0 });
  expect(() => first.core.dispatch({ type: "refresh" })).toThrow(WebAssembly.RuntimeError);
  expect(faults).toEqual([expect.any(WebAssembly.RuntimeError)]);

  const second = start();
  second.core.dispatch({ type: "visible", visible: true });
  await expect.poll(() => second.answers.length).toBe(1);
  // What the first waited for comes, and goes nowhere.
  for (const answer of first.answers) answer(new Response("late"));
  await new Promise((resolve) => setTimeout(resolve));
  expect(second.core.changes(true)?.rest?.loading).toBe(true);
  expect(faults).toHaveLength(1);
  second.core.free();
});
