/** What the benchmark makes of its samples, and what it says of budgets. */
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { BUDGETS } from "../../bench/budgets.mjs";
import { growths, judged } from "../../bench/framework/judge.mjs";
import { markdown } from "../../bench/framework/markdown.mjs";
import { draw } from "../../bench/framework/plots.mjs";
import { merged, read, rowsOf, write } from "../../bench/framework/results.mjs";
import {
  exponent,
  exponentOfNLogN,
  median,
  p95,
  quantile,
} from "../../bench/framework/statistics.mjs";
import { number } from "../../bench/framework/words.mjs";
import { MEASURES } from "../../bench/measures.mjs";
import { PLOTS } from "../../bench/plots.mjs";

const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test("the median of an even number of samples is between the two in the middle", () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([7]), 7);
  close(p95([...Array(101).keys()]), 95);
  close(quantile([0, 10], 0.25), 2.5);
  assert.throws(() => median([]), /no samples/);
});

test("what never happened is longer than all that did", () => {
  assert.equal(median([1, null, 2]), 2);
  assert.equal(median([null, 1, null]), Number.POSITIVE_INFINITY);
  assert.equal(median([null, null]), Number.POSITIVE_INFINITY);
  assert.equal(p95([1, 2, null]), Number.POSITIVE_INFINITY);
  assert.equal(number(median([null])), "never");
});

test("an exponent is found whatever the factor, and that of n log n is between 1 and that of the squares", () => {
  const grows = (power) => [10, 100, 1_000].map((n) => [n, 3.7 * n ** power]);
  for (const power of [0, 0.5, 1, 2]) close(exponent(grows(power)), power);
  const limit = exponentOfNLogN([10, 100, 1_000, 10_000]);
  assert.ok(limit > 1.1 && limit < 1.3, String(limit));
  assert.throws(() => exponent([[10, 1]]), /No exponent/);
  assert.throws(() => exponent([10, 20].map((n) => [n, 0])), /No exponent/);
});

const row = (subject, samples, more) => ({
  ...{ measure: "m", what: "w", subject, unit: "ms", samples },
  ...more,
});
const budget = (limits) => ({
  ...{ name: "the budget", measure: "m", ours: { what: "w", subject: "ours" } },
  ...limits,
});
const beside = { peer: { subject: "peer" }, times: 1.3 };

test("a budget holds up to its limit, and says its figure when it is missed", () => {
  const rows = [row("ours", [13]), row("peer", [10])];
  assert.equal(judged(budget(beside), rows).holds, true);
  assert.equal(judged(budget({ most: 13 }), rows).holds, true);
  const missed = judged(budget(beside), [row("ours", [13.1]), row("peer", [10])]);
  assert.equal(missed.holds, false);
  assert.equal(missed.said, "13.1 ms; at most 1.3 x peer; it is 1.31 x 10 ms");
  assert.equal(judged(budget({ most: 12 }), rows).said, "13 ms; at most 12 ms");
});

test("of two limits one is enough", () => {
  const rows = [row("ours", [40]), row("peer", [100])];
  assert.equal(judged(budget({ most: 30, ...beside, times: 0.5 }), rows).holds, true);
  assert.equal(judged(budget({ most: 50, ...beside, times: 0.1 }), rows).holds, true);
  assert.equal(judged(budget({ most: 30, ...beside, times: 0.1 }), rows).holds, false);
});

test("what was not measured, or never came, does not hold", () => {
  assert.equal(judged(budget({ most: 1 }), []).said, "not measured");
  assert.equal(judged(budget(beside), [row("ours", [1])]).holds, false);
  assert.equal(judged(budget({ most: 1 }), [row("ours", [1], { size: 6 })]).holds, false);
  const never = [row("ours", [null]), row("peer", [null])];
  assert.equal(judged(budget(beside), never).holds, false);
  assert.equal(judged(budget(beside), [row("ours", [1]), row("peer", [null])]).holds, true);
});

test("only ours is judged by how it grows, and only where sizes are what it is about", () => {
  const series = (subject, power, grows = true) =>
    [10, 100, 1_000].map((size) => row(subject, [size ** power], { size, grows }));
  const [ours, peer] = growths([...series("ours", 1), ...series("peer", 2)]);
  assert.equal(ours.holds, true);
  assert.equal(peer.holds, true);
  close(peer.exponent, 2);
  assert.deepEqual(
    growths(series("ours", 1.5)).map(({ holds }) => holds),
    [false],
  );
  assert.deepEqual(growths(series("ours", 1.5, false)), []);
  const nothing = [1, 20].map((size) => row("ours", [0], { size, grows: true }));
  assert.equal(growths(nothing)[0].exponent, 0);
});

const taken = {
  ran: "2026-01-02",
  quick: false,
  machine: { processor: "P", cores: 2, memory: "4 GiB", system: "S" },
  versions: { Node: "20" },
};

test("a part of the measures replaces its own results and no others, and those of measures that are gone go", () => {
  const before = { measures: { a: 1, gone: 2, b: 3 } };
  assert.deepEqual(merged(before, { b: 4 }, ["b", "a"]), { measures: { b: 4, a: 1 } });
});

test("results are read as they were written, in five digits", () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "bench-")), "results.json");
  assert.deepEqual(read(file), { measures: {} });
  const samples = [1.23456789, null, 0, 0.000012];
  write({ measures: { m: { ...taken, rows: [{ ...row("ours", samples) }] } } }, file);
  assert.deepEqual(rowsOf(read(file))[0].samples, [1.2346, null, 0, 0.000012]);
  assert.match(fs.readFileSync(file, "utf8"), /"samples": \[1.2346,null,0,0.000012\]/);
});

test("the table says where a peer is ahead", () => {
  const rows = [row("ours: panel", [20]), row("ours: widget", [5]), row("peer", [10])];
  const text = markdown(
    { measures: { m: { ...taken, rows } } },
    { about: { m: "What it is." }, plots: [], verdicts: [], grown: [] },
  );
  assert.match(
    text,
    /\| w \| peer \| 10 \| 10 \| ms \| 1 \| \*\*panel 2, it is ahead\*\*, widget 0.5 \|/,
  );
  assert.match(text, /Taken on 2026-01-02 with P, 2 cores, 4 GiB, S: Node 20\./);
});

test("plots are drawn of what there is, also of what never came, and hold no text as markup", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  const rows = [
    ...[row("ours", [1]), row("a < b & c", [null])],
    ...[10, 100].map((size) => row("ours", [size], { what: "of sizes", size, grows: true })),
  ];
  const plots = [
    { file: "dots.svg", measure: "m", title: "Dots", shows: ({ what }) => what === "w" },
    {
      file: "lines.svg",
      measure: "m",
      title: "Lines",
      over: "n",
      shows: ({ what }) => what !== "w",
    },
    { file: "none.svg", measure: "m", title: "None", shows: () => false },
  ];
  assert.deepEqual(
    draw(plots, rows, growths(rows), folder).map(({ file }) => file),
    ["dots.svg", "lines.svg"],
  );
  const [dots, lines] = ["dots.svg", "lines.svg"].map((file) =>
    fs.readFileSync(path.join(folder, file), "utf8"),
  );
  assert.match(dots, />never</);
  assert.match(dots, /a &lt; b &amp; c/);
  assert.match(lines, /size to the power of 1\.00/);
  for (const svg of [dots, lines]) assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
  assert.equal(fs.existsSync(path.join(folder, "none.svg")), false);
});

test("budgets and plots are of measures that there are, and each budget has its own name and a limit", () => {
  for (const { measure, most, times, peer } of BUDGETS) {
    assert.ok(measure in MEASURES, measure);
    assert.ok(most !== undefined || (times !== undefined && peer !== undefined));
  }
  const names = BUDGETS.map(({ name }) => name);
  assert.deepEqual(names, [...new Set(names)]);
  for (const { measure } of PLOTS) assert.ok(measure in MEASURES, measure);
});
