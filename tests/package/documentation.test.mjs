/** The documentation's JavaScript: what stands on the page about the module runs in Node, with the module that is built. */
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { at, filesIn, quietly } from "../../scripts/lib.mjs";

const SPEC = [
  { field: "worker_cores", label: "Cores", default: 1, spec: { type: "int", min: 1, max: 4 } },
];

describe("JavaScript in the documentation", () => {
  let folder;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "documentation-"));
    for (const file of filesIn("dist").filter((name) => name.endsWith(".js"))) {
      fs.copyFileSync(at(file), path.join(folder, path.basename(file)));
    }
    fs.writeFileSync(path.join(folder, "package.json"), '{"type": "module"}');
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const blocksOf = (page) =>
    [...fs.readFileSync(at(page), "utf8").matchAll(/^```js\n(.*?)^```$/gms)].map(([, it]) => it);
  const write = (name, text) => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };

  test("the module does what its page says", async () => {
    const [block, ...others] = blocksOf("docs/javascript-module.md");
    assert.deepEqual(others, []);
    const given = `const specText = ${JSON.stringify(JSON.stringify(SPEC))};\n`;
    const printed = block
      .replace("validateOptions(specText, requestText);", "show(() => $&)")
      .replace("parseMapping(\"OMP_NUM_THREADS: '1'\");", "show(() => $&)")
      .replaceAll(";)", ")");
    assert.equal(printed.match(/show/g)?.length, 2);
    const program = `${given}const requestText = process.argv[2];
      const show = (ask) => { try { console.log(ask()); } catch (error) { console.log(error.message); } };\n`;
    const file = write("block.mjs", program + printed);
    const said = async (request) => (await quietly("node", [file, request])).stdout.split("\n");
    const mapping = '{"OMP_NUM_THREADS": "1"}';
    assert.deepEqual(await said('{"worker_cores": 2}'), ['{"worker_cores": 2}', mapping, ""]);
    // As the comment beside it has it.
    const [, refusal] = /Error: "(.*?)"/.exec(block);
    assert.deepEqual(await said('{"worker_cores": 9}'), [refusal, mapping, ""]);
  });

  test("all of it is JavaScript", async () => {
    const pages = filesIn("docs").filter((name) => /^docs\/[^/]+\.md$/.test(name));
    const blocks = pages.flatMap(blocksOf);
    assert(blocks.length > 2);
    for (const [index, block] of blocks.entries()) {
      await quietly("node", ["--check", write(`syntax-${index}.mjs`, block)]);
    }
  });
});
