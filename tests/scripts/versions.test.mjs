/** What docs/compatibility.md says was tested with what is what the matrix, the locks and pyproject.toml say. */
import assert from "node:assert/strict";
import fs from "node:fs";
import test from "node:test";
import { at } from "../../scripts/lib.mjs";
import { MATRIX } from "../../scripts/test/matrix.mjs";

const read = (name) => fs.readFileSync(at(name), "utf8");
const page = read("docs/compatibility.md");
const OURS = "requirements-dev.txt";
const OLDEST = "scripts/test/oldest.txt";
/** The columns of the table that are packages. */
const PACKAGES = ["jupyterlab", "jupyter-server", "jupyterhub", "dask-gateway"];

/** The version in a lock; of several the one for the developers' Python, which is last. */
const locked = (lock, name) =>
  read(lock)
    .match(new RegExp(`(?<=^${name}==)[^\\s;]+`, "gm"))
    ?.at(-1);

/** What a row of the matrix has of a package, as the table says it. */
function told({ packages, extras = [], lock = OURS }, name) {
  const own = packages.find((each) => /^[\w-]+/.exec(each)[0] === name);
  const [, operator, version] = /([~>]=)(.+)$/.exec(own ?? "") ?? [];
  if (operator === ">=") return `${version} or later`;
  if (operator)
    return name === "jupyterhub" && version === "5.0"
      ? "5.0 or later"
      : version.split(".").slice(0, 2).join(".");
  // What the wheel needs by itself, and what an extra does.
  const comes =
    ["jupyter-server", "dask-gateway"].includes(name) ||
    (name === "jupyterhub" && extras.includes("hub"));
  return own || comes ? locked(lock, name) : "–";
}

test("the table has a line for each row that differs in versions, with what is in it", () => {
  const lines = [
    ...page.matchAll(
      /^\| ([^|]+) \| (3\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm,
    ),
  ];
  const rows = Object.entries(MATRIX).slice(0, lines.length);
  const expected = rows.map(([name, row]) => [
    name,
    row.python ?? "3.11",
    ...PACKAGES.map((each) => told(row, each)),
    row.pytest ? "Python's tests" : "the browser's tests",
  ]);
  assert.deepEqual(
    lines.map(([, ...columns]) => columns),
    expected,
  );
  // And none of them stands below, where no line tells of it.
  const rest = Object.values(MATRIX).slice(lines.length);
  const versions = rest.filter(
    ({ python, packages = [] }) =>
      python || packages.some((each) => /^jupyter(lab|hub)[~>]/.test(each)),
  );
  assert.deepEqual(versions, []);
  assert.ok(lines.length > 5);
});

test("the versions of npm test are those of the lock", () => {
  const [, list] = /on Python 3\.11: ([^\n]+)\. These rows/.exec(page);
  assert.equal(
    list,
    ["JupyterLab", "jupyter_server", "JupyterHub", "dask-gateway"]
      .map((name, i) => `${name} ${locked(OURS, PACKAGES[i])}`)
      .join(", "),
  );
});

const project = read("pyproject.toml");
/** What pyproject.toml names as the least: `[["aiohttp", "3.9"], …]`. */
const least = (start) =>
  [
    ...new RegExp(`^${start} = \\[(.*?)\\]$`, "ms")
      .exec(project)[1]
      .matchAll(/"([\w-]+)>=([\d.]+)"/g),
  ].map(([, name, version]) => [name.replaceAll("_", "-").toLowerCase(), version]);

test("the oldest of all are what pyproject.toml names as the least", () => {
  const [, list] = /all of them at once: (.*?) \(\[the whole list\]/s.exec(page);
  const named = [...list.matchAll(/([\w-]+) (\d[\d.]*\d)/g)].map(([, name, version]) => [
    name.replaceAll("_", "-").toLowerCase(),
    version,
  ]);
  const wanted = [...least("dependencies"), ...least("anywidget"), ...least("hub")];
  assert.equal(wanted.length, 11);
  for (const [name, version] of wanted) {
    const found = locked(OLDEST, name);
    // "6" is 6.0, "8" is 8.0.0.
    assert.match(found, new RegExp(`^${version.replaceAll(".", "\\.")}(\\.0)*$`), name);
    assert.deepEqual(
      named.find(([each]) => each === name),
      [name, found],
    );
  }
  assert.equal(named.length, wanted.length);
});

test("each version of Python that the package says it runs on is tried", () => {
  const classified = [...project.matchAll(/"Programming Language :: Python :: (3\.\d+)"/g)].map(
    ([, version]) => version,
  );
  const tried = new Set(Object.values(MATRIX).flatMap(({ python }) => python ?? []));
  // That of npm test.
  tried.add("3.11");
  // GitHub's machines are given all of them, so that no row is skipped there.
  const workflow = read(".github/workflows/tests.yml");
  const [, list] = /python-version: \|\n((?: {12}[\d.]+\n)+)/.exec(workflow);
  assert.deepEqual(list.trim().split(/\s+/).sort(), [...tried].sort());
  assert.match(workflow, /run: npm run test:matrix -- "Python 3"/);
  assert.deepEqual(
    classified.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })),
    [...tried].sort(),
  );
  assert.equal(/requires-python = ">=(3\.\d+)"/.exec(project)[1], classified[0]);
});
