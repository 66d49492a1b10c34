/** `bench/results.json`: of each measure when, where and with what it ran, and all its samples. */
import fs from "node:fs";
import { at } from "../../scripts/lib.mjs";

export const FILE = at("bench/results.json");
const DIGITS = 5;

export function read(file = FILE) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : { measures: {} };
}

/** What was measured before, with what was measured now in its place. `order`: of all measures' names; others are gone. */
export function merged(before, now, order) {
  const all = { ...before.measures, ...now };
  const names = order.filter((name) => name in all);
  return { measures: Object.fromEntries(names.map((name) => [name, all[name]])) };
}

export function write(results, file = FILE) {
  const text = JSON.stringify(results, rounded, 1);
  fs.writeFileSync(file, `${text.replaceAll(/\[(?:[-+\d.,\se]|null)*\]/g, inOneLine)}\n`);
}

const inOneLine = (list) => list.replaceAll(/\s/g, "");

/** Of as many digits as mean something. */
function rounded(key, value) {
  if (key === "samples") return value.map((each) => each && Number(each.toPrecision(DIGITS)));
  return value;
}

/** The rows of all measures, each with the name of its own. */
export function rowsOf({ measures }) {
  return Object.entries(measures).flatMap(([measure, { rows }]) =>
    rows.map((row) => ({ measure, ...row })),
  );
}
