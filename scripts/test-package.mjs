/** Tests the package, not the tree: the wheel in an environment of its own, the module in Node. */
import assert from "node:assert/strict";
import fs from "node:fs";
import { at, cache, run } from "./lib.mjs";
import { makeWheel } from "./package.mjs";
import { startStack } from "./stack.mjs";
import { installWheel } from "./wheel-venv.mjs";

const VENV = cache("package-venv");
/** Neither Node nor Rust is found there. */
const bare = { PATH: `${VENV}/bin`, VIRTUAL_ENV: VENV, JUPYTER_PATH: "", JUPYTER_CONFIG_PATH: "" };
const inVenv = (command, ...args) =>
  run(`${VENV}/bin/${command}`, args, { capture: true, cwd: VENV, env: bare });

/** In order: each test uses what the ones before it made. */
const TESTS = {
  "the wheel fits every platform and Python 3": async (made) => {
    made.wheel = await makeWheel();
    assert.match(made.wheel, /^dist\/jupyter_dask_gateway-[^-]+-py3-none-any\.whl$/);
  },
  "it holds what it needs and no sources of the front end": async (made) => {
    const { stdout } = await run("python", ["-m", "zipfile", "-l", made.wheel], { capture: true });
    const names = stdout.split("\n").map((line) => line.split(" ")[0]);
    const static_ = "/share/jupyter/labextensions/jupyter-dask-gateway/static/";
    const shared = names.filter((name) => name.includes(`${static_}dask-gateway.`));
    made.module = shared.find((name) => name.endsWith(".js"))?.split(static_)[1];
    assert.match(made.module ?? "", /^dask-gateway\.[0-9a-f]+\.js$/);
    for (const beside of ["schema", "element"]) {
      assert(names.some((name) => name.endsWith(`${static_}dask-gateway-${beside}.js`)));
    }
    assert(names.some((name) => name.includes(`${static_}remoteEntry.`)));
    assert(names.some((name) => name.endsWith("labextensions/jupyter-dask-gateway/install.json")));
    assert(
      names.some((name) => name.endsWith("jupyter_server_config.d/jupyter_dask_gateway.json")),
    );
    assert(names.some((name) => name.endsWith("licenses/LICENSE")));
    assert.deepEqual(
      names.filter((name) => /\.(rs|ts|map|toml)$|node_modules/.test(name)),
      [],
    );
  },
  "it installs without Node and Rust": async (made) => {
    await installWheel(VENV, made.wheel, ["jupyterlab"], bare);
  },
  "JupyterLab lists its front end": async () => {
    const { output } = await inVenv("jupyter-labextension", "list");
    assert.match(plain(output), /jupyter-dask-gateway v\S+ enabled +OK/);
  },
  "the Jupyter server lists its extension": async () => {
    const { output } = await inVenv("jupyter-server", "extension", "list");
    assert.match(plain(output), /jupyter_dask_gateway \S+ OK/);
  },
  "the doctor is a command of Jupyter's": async () => {
    const { code, output } = await run(`${VENV}/bin/jupyter`, ["dask-gateway", "doctor"], {
      capture: true,
      check: false,
      cwd: VENV,
      env: { ...bare, DASK_CONFIG: VENV, DASK_GATEWAY__ADDRESS: "" },
    });
    assert.equal(code, 1, output);
    assert.match(output, /^failed +Address configured$/m);
  },
  "a JupyterLab with it serves the module and reaches the gateway": async (made) => {
    const stack = await startStack({ venv: VENV, env: bare });
    try {
      const folder = `${stack.lab}/lab/extensions/jupyter-dask-gateway/static/`;
      for (const [served, built] of [
        [made.module, "dist/dask-gateway.js"],
        ["dask-gateway-schema.js", "dist/dask-gateway-schema.js"],
        ["dask-gateway-element.js", "dist/dask-gateway-element.js"],
      ]) {
        const bytes = await (await fetch(folder + served)).arrayBuffer();
        assert(Buffer.from(bytes).equals(fs.readFileSync(at(built))));
      }
    } finally {
      await stack.stop();
    }
  },
  "the widget finds the front end's files": async (made) => {
    const code = `
from jupyter_dask_gateway import GatewayWidget
w = GatewayWidget()
assert "render" in w._esm and w._module == "${made.module}", w._module
print(repr(w))`;
    const { stdout } = await inVenv("python", "-c", code);
    assert.match(stdout, /^GatewayWidget: Dask Gateway .*, options not loaded yet/);
  },
  "the module runs in Node": async () => {
    const { parseMapping, ready, validateOptions } = await import(at("dist/dask-gateway.js"));
    assert.throws(() => parseMapping("a: 1"), /ready\(\)/);
    await ready();
    assert.equal(validateOptions("[]", "{}"), "{}");
    assert.equal(parseMapping("a: 1_0"), '{"a": 10}');
    assert.throws(() => parseMapping("a: ["), { line: 1, column: 5 });
  },
};

export async function testPackage() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const made = {};
  for (const [name, test] of Object.entries(TESTS)) {
    try {
      await test(made);
      counts.passed += 1;
      console.log(`  ok      ${name}`);
    } catch (error) {
      counts.failed += 1;
      console.log(`  FAILED  ${name}\n${error.message}`);
    }
  }
  return counts;
}

/** Without colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour is
const plain = (text) => text.replace(/\x1b\[[0-9;]*m/g, "");
