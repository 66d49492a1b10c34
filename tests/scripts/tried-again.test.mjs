/** Suites try a test once more that failed: what then passes is told by name, and what fails again has failed. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { at, cache } from "../../scripts/lib.mjs";
import { reported, runSuites } from "../../scripts/test/counting.mjs";
import { tolerant } from "../../scripts/test/suites.mjs";

const FOLDER = cache("tried-again");

/** A file for a runner: one test passes at the second try, one never does, one always. */
function written(name, text) {
  const file = path.join(FOLDER, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

async function oneOfEachKind(runner, name, command) {
  const { output, ...counts } = await reported(`tried-again-${runner}`, command, { capture: true });
  assert.deepEqual(counts, { passed: 2, failed: 1, skipped: 0, flaky: [name] }, output);
}

test("in pytest", async () => {
  const file = written(
    "test_tries.py",
    `tries = []

def test_late():
    tries.append(1)
    assert len(tries) == 2

def test_never():
    assert False

def test_fine():
    pass
`,
  );
  const command = (report) => tolerant.python(report, `--rootdir=${FOLDER}`, file);
  await oneOfEachKind("python", "test_tries: test_late", command);
});

test("in Vitest", async () => {
  written(
    "tests/view/tries.test.ts",
    `import { expect, test } from "vitest";
let tries = 0;
test("late", () => {
  tries += 1;
  expect(tries).toBe(2);
});
test("never", () => expect(false).toBe(true));
test("fine", () => {});
`,
  );
  const config = `--config=${at("vitest.config.js")}`;
  const command = (report) => tolerant.view(report, `--root=${FOLDER}`, config);
  await oneOfEachKind("view", "tests/view/tries.test.ts: late", command);
});

for (const suite of ["ui", "docs"]) {
  test(`in Playwright, as tests/${suite} has it`, async () => {
    written(
      `${suite}/tries.spec.ts`,
      `import { expect, test } from "@playwright/test";
test("late", ({}, info) => expect(info.retry).toBe(1));
test("never", () => expect(false).toBe(true));
test("fine", () => {});
`,
    );
    const command = (report) => {
      const config = written(
        `${suite}/playwright.config.ts`,
        `import real from ${JSON.stringify(at(`tests/${suite}/playwright.config.ts`))};
const { retries, reporter } = real;
const outputFile = ${JSON.stringify(report)};
const elsewhere = ([name, options]) => [name, { ...options, outputFile }];
export default { retries, reporter: reporter.map(elsewhere), outputDir: ${JSON.stringify(path.join(FOLDER, "out"))} };
`,
      );
      return ["playwright", "test", "--config", config];
    };
    await oneOfEachKind(suite, "tries.spec.ts: late", command);
  });
}

test("what is flaky stands in the summary, and keeps no suite from passing", async (t) => {
  const log = t.mock.method(console, "log", () => {});
  const counts = { passed: 2, failed: 0, skipped: 0, flaky: ["test_tries: test_late"] };
  assert.equal(await runSuites({ python: async () => counts }), 0);
  assert.equal(await runSuites({ python: async () => ({ ...counts, failed: 1 }) }), 1);
  const said = log.mock.calls.map(({ arguments: [line] }) => line).join("\n");
  assert.match(said, /python: 2 passed, 0 failed, 1 flaky/);
  assert.match(said, /passed when tried again:\n {2}test_tries: test_late\n/);
});
