/**
 * Runners of tests, and how many tests they ran: {passed, failed, skipped}, with the names of those that passed only when they were
 * tried again as `flaky`, and `output` that is still to be printed.
 */
import fs from "node:fs";
import path from "node:path";
import { cache, Failure, quietly, run, seconds } from "../lib.mjs";

/**
 * Runs suites in turn and resolves to an exit code. `suites` maps names to functions that resolve to counts. One that
 * fails does not keep the next from running. The names in `beside` run one after the other beside the rest: they take
 * one core, and print nothing before they end. `lasts` says how long one takes, for people who wait. The last line counts the
 * tests of all.
 */
export async function runSuites(suites, { beside = [], lasts = {} } = {}) {
  const early = {};
  let before = Promise.resolve();
  for (const name of beside.filter((each) => each in suites)) {
    before = early[name] = before.then(() => timed(suites[name]));
  }
  const rows = [];
  const all = [];
  for (const [name, suite] of Object.entries(suites)) {
    console.log(`\n== ${name}${lasts[name] ? ` (about ${lasts[name]})` : ""}`);
    const { counts, time } = await (early[name] ?? timed(suite));
    process.stdout.write(counts.output ?? "");
    all.push(counts);
    rows.push(`${name}: ${sentence(counts)} (${time})`);
  }
  const total = sum(all);
  console.log(`\n${rows.join("\n")}\n`);
  if (total.flaky.length > 0) {
    console.log(`Flaky, for they passed when tried again:\n  ${total.flaky.join("\n  ")}\n`);
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

/** What a suite resolves to, and the time that it takes. One that rejects has failed. */
async function timed(suite) {
  const start = Date.now();
  const counts = await suite().catch((error) => {
    const output = `${error instanceof Failure ? error.message : error.stack}\n`;
    return { passed: 0, failed: 1, skipped: 0, output };
  });
  return { counts, time: seconds(start) };
}

const some = (count, what) => (count > 0 ? `, ${count} ${what}` : "");
const sentence = ({ passed, failed, skipped, flaky = [] }) =>
  `${passed} passed, ${failed} failed${some(skipped, "skipped")}${some(flaky.length, "flaky")}`;

/** The counts of several runners as one. */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0, flaky: [] };
  for (const { flaky = [], ...counts } of all) {
    for (const each of ["passed", "failed", "skipped"]) total[each] += counts[each];
    total.flaky.push(...flaky);
  }
  return total;
}

/**
 * A runner that writes a JUnit report. `command(file)` is its name and its arguments. What it says is printed at once,
 * or with `capture` resolved to as `output`, beside the counts.
 */
export async function reported(name, command, { env = {}, capture = false } = {}) {
  const file = cache("reports", `${name}.xml`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { force: true });
  const [program, ...args] = command(file);
  const { code, output } = await run(program, args, { check: false, env, capture });
  const counts = fs.existsSync(file) ? await countReport(fs.readFileSync(file, "utf8")) : NONE;
  return { ...honest(counts, code), output };
}

const NONE = { passed: 0, failed: 0, skipped: 0, flaky: [] };

/** What a JUnit report counts. */
export async function countReport(xml) {
  const { parseXml } = await import("@rgrove/parse-xml");
  const tests = new Map();
  for (const each of testcases(parseXml(xml).root)) {
    // pytest has a testcase for each try, of which the last one decides. Names of others may stand twice.
    const name = each.isPytest ? each.name : tests.size;
    tests.set(name, { ...each, again: each.again || tests.has(name) });
  }
  const counts = { ...NONE, flaky: [] };
  for (const { name, outcome, again } of tests.values()) {
    counts[outcome] += 1;
    if (again && outcome === "passed") counts.flaky.push(name);
  }
  return counts;
}

function* testcases(element, isPytest = element.attributes.name === "pytest") {
  for (const child of element.children.filter(({ children }) => children)) {
    if (child.name !== "testcase") {
      yield* testcases(child, isPytest || child.attributes.name === "pytest");
      continue;
    }
    const marks = child.children.map(({ name }) => name);
    const failed = marks.includes("failure") || marks.includes("error");
    yield {
      name: `${child.attributes.classname}: ${child.attributes.name}`,
      outcome: failed ? "failed" : marks.includes("skipped") ? "skipped" : "passed",
      // Playwright's mark, and the one that tests/view/tried-again.ts makes.
      again: marks.includes("flakyFailure") || properties(child).includes("flaky"),
      isPytest,
    };
  }
}

function properties(testcase) {
  return testcase.children
    .filter(({ name }) => name === "properties")
    .flatMap(({ children }) => children.map(({ attributes }) => attributes?.name));
}

/** A runner that ends like `cargo test`, whose text is all that its stable release gives. */
export async function cargoTest(command, args, env = {}) {
  const { code, output } = await quietly(command, args, { check: false, env });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const result = /test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/g;
  for (const [, passed, failed, ignored] of output.matchAll(result)) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(ignored);
  }
  return { ...honest(counts, code), output };
}

/** A runner that failed without a failed test (it did not compile, it crashed) is a failure too, and one without tests. */
function honest(counts, code) {
  const ran = counts.passed + counts.failed;
  return (code !== 0 || ran === 0) && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
