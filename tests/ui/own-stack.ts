import { startStack } from "../../scripts/stack/stack.mjs";
import { test as base } from "./fixtures.js";
import { venv } from "./stack.js";

export type OwnStack = Awaited<ReturnType<typeof startStack>>;

/** `test` with `ownStack`, which `options` start: one for all tests of a file. `timeout`: milliseconds for its start and end. */
export function testOn(options: Parameters<typeof startStack>[0], timeout: number) {
  return base.extend<object, { ownStack: OwnStack }>({
    ownStack: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures used from the pattern
      async ({}, use) => {
        const stack = await startStack({
          ...options,
          ...(venv === undefined ? {} : { venv }),
          onexit: (message: string) => console.error(message),
        });
        await use(stack);
        await stack.stop();
      },
      { scope: "worker", timeout },
    ],
  });
}
