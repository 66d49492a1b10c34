/** Runners of tests, and how many tests they ran: {passed, failed, skipped}, with `output` that is still to be printed. */
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

const sentence = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

/** The counts of several runners as one. */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    for (const each of Object.keys(total)) total[each] += counts[each];
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
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (fs.existsSync(file)) {
    const { parseXml } = await import("@rgrove/parse-xml");
    count(parseXml(fs.readFileSync(file, "utf8")).root, counts);
  }
  return { ...honest(counts, code), output };
}

function count(element, counts) {
  for (const child of element.children.filter(({ children }) => children)) {
    if (child.name !== "testcase") count(child, counts);
    else {
      const marks = child.children.map(({ name }) => name);
      const failed = marks.includes("failure") || marks.includes("error");
      counts[failed ? "failed" : marks.includes("skipped") ? "skipped" : "passed"] += 1;
    }
  }
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
