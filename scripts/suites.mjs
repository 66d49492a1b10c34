/**
 * The suites of `npm test` and `npm run check`. Each resolves to {passed, failed, skipped}; what it
 * counts it reads from the runner's own report. Names are also arguments: `npm test -- python ui`.
 */
import fs from "node:fs";
import path from "node:path";
import { build } from "./build.mjs";
import { ask, at, cache, run, seconds } from "./lib.mjs";
import { testPackage } from "./test-package.mjs";

const WASM = ["--target", "wasm32-unknown-unknown"];
/** One of the two modules alone, as it is built. */
const only = (feature) => [...WASM, "--no-default-features", "--features", feature];
const FUZZ = ["--manifest-path", "fuzz/Cargo.toml"];
const CHECKS = {
  rustfmt: ["cargo", "fmt", "--check"],
  "clippy native": ["cargo", "clippy", "--all-targets", "--", "-D", "warnings"],
  "clippy wasm32": ["cargo", "clippy", "--all-targets", ...WASM, "--", "-D", "warnings"],
  "clippy wasm32 session": ["cargo", "clippy", ...only("session"), "--", "-D", "warnings"],
  "clippy wasm32 schema": ["cargo", "clippy", ...only("schema"), "--", "-D", "warnings"],
  "rustfmt fuzz": ["cargo", "fmt", "--check", ...FUZZ],
  // Without libFuzzer itself, which need not be compiled to look at the targets.
  "clippy fuzz": [
    ...["cargo", "clippy", ...FUZZ, "--target-dir", "target", "--no-default-features"],
    ...["--all-targets", "--", "-D", "warnings"],
  ],
  biome: ["biome", "ci", "--colors=off"],
  tsc: ["tsc", "-p", "tsconfig.json"],
  "tsc tests/view": ["tsc", "-p", "tests/view"],
  "tsc tests/ui": ["tsc", "-p", "tests/ui"],
  "ruff check": ["ruff", "check"],
  "ruff format": ["ruff", "format", "--check"],
  mypy: ["mypy"],
};

export const suites = {
  build: buildAll,
  checks,
  rust,
  wasm,
  view,
  python,
  differential,
  package: testPackage,
  ui,
};
/** The inner loop: what needs neither a browser nor a server. */
export const quick = ["checks", "rust", "view", "python"];
/** These make no sense after a build that failed. */
export const needsBuild = ["differential", "package", "ui"];

/** Each check counts as a test. `slow: false` leaves out what compiles the crate a second time. */
async function checks({ slow = true } = {}) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, [command, ...args]] of Object.entries(CHECKS)) {
    if (!slow && name.startsWith("clippy wasm32")) continue;
    const start = Date.now();
    const { code, output } = await run(command, args, { capture: true, check: false });
    counts[code === 0 ? "passed" : "failed"] += 1;
    console.log(`  ${name}: ${code === 0 ? "ok" : "FAILED"} (${seconds(start)})`);
    if (code !== 0) console.log(output);
  }
  return counts;
}

async function buildAll() {
  await build();
  return { passed: 1, failed: 0, skipped: 0 };
}

async function rust() {
  if ((await ask("cargo", ["nextest", "--version"])) === null) return cargoTest(["cargo", "test"]);
  const report = at("target/nextest/default/junit.xml");
  const nextest = ["cargo", "nextest", "run", "--config-file", "scripts/nextest.toml"];
  return reported(report, nextest);
}

async function wasm() {
  const chromedriver = await ask("which", ["chromedriver"]);
  return cargoTest([
    "wasm-pack",
    "test",
    "--headless",
    "--chrome",
    "--mode",
    "no-install",
    "--chromedriver",
    chromedriver,
  ]);
}

function view() {
  return reported(cache("reports/view.xml"), [
    ...["vitest", "run", "--reporter=default", "--reporter=junit"],
    `--outputFile.junit=${cache("reports/view.xml")}`,
  ]);
}

function python() {
  return reported(cache("reports/python.xml"), [
    "pytest",
    "-q",
    `--junitxml=${cache("reports/python.xml")}`,
  ]);
}

/**
 * `cases` of each kind, and the `seed` of a run to repeat; pytest prints the seed of a run that failed. `server`:
 * the folder of another release, for the options alone.
 */
export function differential({ cases, seed, server } = {}) {
  const report = cache("reports/differential.xml");
  const tests = `tests/differential${server ? "/test_options.py" : ""}`;
  const command = ["pytest", "-q", tests, `--junitxml=${report}`];
  if (seed !== undefined) command.push(`--hypothesis-seed=${seed}`);
  const env = {};
  if (cases !== undefined) env.DIFFERENTIAL_CASES = cases;
  if (server) env.PYTHONPATH = server;
  return reported(report, command, env);
}

/** `tests`: which, in Playwright's own words; `venv`: an environment that holds the wheel. */
export function ui({ tests = ["--project=JupyterLab"], venv } = {}) {
  const report = cache("reports/ui.xml");
  return reported(report, ["playwright", "test", "--config", "tests/ui", ...tests], {
    PLAYWRIGHT_JUNIT_OUTPUT_FILE: report,
    ...(venv === undefined ? {} : { DASK_GATEWAY_TEST_VENV: venv }),
  });
}

/** A runner that writes a JUnit report. */
async function reported(file, [command, ...args], env) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { force: true });
  const { code } = await run(command, args, { check: false, env });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const xml = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  for (const test of xml.split(/<testcase\b/).slice(1)) {
    if (/<(failure|error)\b/.test(test)) counts.failed += 1;
    else if (/<skipped\b/.test(test)) counts.skipped += 1;
    else counts.passed += 1;
  }
  return honest(counts, code);
}

/** A runner that ends like `cargo test`. */
async function cargoTest([command, ...args]) {
  const { code, output } = await run(command, args, { capture: true, check: false });
  process.stdout.write(output);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, ignored] of output.matchAll(
    /test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/g,
  )) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(ignored);
  }
  return honest(counts, code);
}

/** A runner that failed without a failed test (it did not compile, it crashed) is a failure too, and one without tests. */
function honest(counts, code) {
  const ran = counts.passed + counts.failed;
  if ((code !== 0 || ran === 0) && counts.failed === 0) counts.failed = 1;
  return counts;
}

export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}
