import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LAYOUT, plotName, plotPath, plotsIn, USUAL_PLOTS } from "../../js/page/plots.js";

/** What plots are called and which there are: a cluster's scheduler says so, and may be anybody's. */

const LISTED = {
  "Individual Task Stream": "/individual-task-stream",
  "Individual Progress": "/individual-progress",
  "Individual Cpu": "/individual-cpu",
  "Individual Gpu Memory": "/individual-gpu-memory",
  "Individual Bandwidth Types": "/individual-bandwidth-types",
  "Individual Cluster Map": "/statics/individual-cluster-map.html",
};

test("plots are called by their paths", () => {
  expect(Object.values(LISTED).map(plotName)).toEqual([
    "Task stream",
    "Progress",
    "CPU",
    "GPU memory",
    "Bandwidth types",
    "Cluster map",
  ]);
  expect([...USUAL_PLOTS, ...LAYOUT].map(plotName)).not.toContain(null);
});

test.each([
  ["task stream", "/individual-task-stream"],
  ["Task Stream", "/individual-task-stream"],
  ["Individual Task Stream", "/individual-task-stream"],
  ["individual-task-stream", "/individual-task-stream"],
  ["/individual-task-stream", "/individual-task-stream"],
  [" workers  memory ", "/individual-workers-memory"],
  ["cluster map", "/statics/individual-cluster-map.html"],
  ["/statics/individual-cluster-map.html", "/statics/individual-cluster-map.html"],
])("%j is the plot %s", (name, path) => {
  expect(plotPath(name)).toBe(path);
});

const HOSTILE = [
  "//evil.example/individual-x",
  "javascript:alert(1)",
  "https://evil.example/individual-x",
  "../individual-x",
  "/../individual-x",
  "/individual-x/../status",
  "/individual-..",
  "/individual-%2e%2e",
  "/individual-x?a",
  "/individual-x\n",
  "/statics/../individual-x",
  "/status",
  "/individual-",
  "/individual--",
  "/statics/individual-_-.html",
  "",
  `/individual-${"x".repeat(200)}`,
];

test.each(HOSTILE)("%j leads to no plot", (path) => {
  expect(plotName(path)).toBeNull();
  const named = plotPath(path);
  // Read as a name it may be one, of a page that there is not.
  if (named !== null) expect(named).toMatch(/^\/(statics\/)?individual-[\w-]+(\.html)?$/);
  expect(plotsIn(JSON.stringify({ "Task Stream": path }))).toEqual(USUAL_PLOTS);
});

test("the usual ones come first, the others by their names", () => {
  expect(plotsIn(JSON.stringify(LISTED))).toEqual([
    "/individual-task-stream",
    "/individual-progress",
    "/individual-cpu",
    "/individual-bandwidth-types",
    "/statics/individual-cluster-map.html",
    "/individual-gpu-memory",
  ]);
});

test.each([
  "",
  "[]",
  "{}",
  "null",
  "7",
  '"/individual-x"',
  "<html>",
  '{"a": {"b": 7}}',
  '{"a": null}',
])("%j is no list of plots", (text) => {
  expect(plotsIn(text)).toEqual(USUAL_PLOTS);
});

test("a long list is cut", () => {
  const many = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [`${at}`, `/individual-p${at}`]),
  );
  expect(plotsIn(JSON.stringify(many)).length).toBeLessThanOrEqual(200);
});

test("what is called a plot here the core calls one too", () => {
  const core = readFileSync("src/core/clusters/dashboard.rs", "utf8");
  expect(core).toContain('strip_prefix("/individual-")');
  expect(core).toContain("const LONGEST: usize = 100;");
});
