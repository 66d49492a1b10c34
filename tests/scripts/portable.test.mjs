/** What other systems than this one stumble over, as far as it can be seen here. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import test from "node:test";
import { at } from "../../scripts/lib.mjs";
import { leftovers } from "../../scripts/stack/processes.mjs";

const names = execFileSync(
  "git",
  ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  { cwd: at(), encoding: "utf8" },
)
  .split("\0")
  .filter(Boolean);

const noProc = fs.existsSync("/proc/self/environ") ? false : "this system has no /proc";

test("no two names differ in case alone, for disks of macOS and Windows", () => {
  const seen = new Map();
  const folders = names.flatMap((name) => {
    const parts = name.split("/");
    return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
  });
  for (const name of new Set(folders)) {
    assert.equal(seen.get(name.toLowerCase()), undefined, `${name} and its twin`);
    seen.set(name.toLowerCase(), name);
  }
  assert.ok(seen.size > 500);
});

test("each name may be a file's on Windows, and is short enough there", () => {
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
  const wrong = names.filter((name) =>
    name.split("/").some((part) => /[<>:"\\|?*]|[ .]$/.test(part) || reserved.test(part)),
  );
  assert.deepEqual(wrong, []);
  // 260 in all, and a folder to clone into.
  assert.deepEqual(
    names.filter((name) => name.length > 180),
    [],
  );
});

test("no import's path differs in case from the file's name", () => {
  const known = new Set(names);
  const wrong = [];
  for (const name of names.filter((each) =>
    /^(scripts|bench|fuzz|tests)\/.*\.(mjs|ts)$/.test(each),
  )) {
    const text = fs.readFileSync(at(name), "utf8");
    for (const [, target] of text.matchAll(/from "(\.{1,2}\/[^"]+\.mjs)"/g)) {
      const file = new URL(target, `file:///${name}`).pathname.slice(1);
      if (!known.has(file)) wrong.push(`${name}: ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("scripts of package.json take no shell but `exec`, which sh has", () => {
  const { scripts } = JSON.parse(fs.readFileSync(at("package.json"), "utf8"));
  const wrong = Object.values(scripts).filter((line) => /[;&|<>$`(){}*?~]/.test(line));
  assert.deepEqual(wrong, []);
});

test("without /proc, as on macOS, nothing is looked for by it", () => {
  assert.deepEqual(leftovers("id", "/state", "/there-is-no-proc"), []);
});

test("with it, a process is known by its mark, whoever started it", { skip: noProc }, async (t) => {
  const env = { DASK_GATEWAY_STACK: "mark-of-this-test" };
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { env });
  t.after(() => child.kill());
  await once(child, "spawn");
  assert.deepEqual(leftovers("mark-of-this-test", "/state"), [String(child.pid)]);
  assert.deepEqual(leftovers("another", "/state"), []);
});

test("what outlives its parent is ended before the state goes, though nothing else is waited for", {
  skip: noProc,
}, () => {
  // It takes a second from SIGTERM to its end, as a scheduler does.
  const stubborn = `process.on("SIGTERM", () => setTimeout(process.exit, 1_000)); setInterval(() => {}, 1_000); console.log("there")`;
  const parent = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stubborn)}], {detached: true, stdio: ["ignore", "pipe", "ignore"]}).stdout.once("data", () => process.exit())`;
  const script = `
    import fs from "node:fs";
    import { Programs } from ${JSON.stringify(at("scripts/stack/processes.mjs"))};
    const programs = new Programs();
    programs.launch("parent", [process.execPath, "-e", ${JSON.stringify(parent)}], {});
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await programs.stop();
    console.log(JSON.stringify({ isThere: fs.existsSync(programs.state) }));`;
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  assert.deepEqual(JSON.parse(out), { isThere: false });
});
