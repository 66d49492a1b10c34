/** What a person types behind `npm run`: each command says what it does, and refuses what it does not know. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import test from "node:test";
import { at } from "../../scripts/lib.mjs";

const { scripts } = JSON.parse(fs.readFileSync(at("package.json"), "utf8"));
const commands = Object.entries(scripts).flatMap(([name, line]) => {
  const [, script, rest] = /^(?:exec )?node (\S+\.mjs)(.*)$/.exec(line) ?? [];
  return script ? [{ name, args: [script, ...rest.trim().split(" ").filter(Boolean)] }] : [];
});

function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: at(),
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("every command of package.json is looked at here", () => {
  const others = Object.entries(scripts).filter(
    ([name, line]) => !commands.some((each) => each.name === name) && line !== "wireit",
  );
  assert.deepEqual(others, []);
  assert.ok(commands.length > 15);
});

for (const { name, args } of commands) {
  test(`${name}: --help says what it does and does nothing; an unknown option is refused`, () => {
    const help = run([...args, "--help"]);
    assert.equal(help.status, 0, help.stderr);
    assert.match(help.stdout, /^npm (start|test|run [a-z:-]+):/);
    assert.doesNotMatch(help.stdout, / {2}setup: \d|undefined|^ \*/m);
    const unknown = run([...args, "--there-is-no-such-option"]);
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /^\nUnknown option '--there-is-no-such-option'\.\n--help/);
    assert.equal(unknown.stdout, "");
  });
}
