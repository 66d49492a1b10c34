/** Tests the package, not the tree: the wheel in an environment of its own, the module in Node. */
import assert from "node:assert/strict";
import fs from "node:fs";
import { describe, test } from "node:test";
import { makeWheel } from "../../scripts/build/package.mjs";
import { AMD, OF_PAGES, PARTS } from "../../scripts/build/parts.mjs";
import { at, cache, quietly } from "../../scripts/lib.mjs";
import { wheelEnvironment } from "../../scripts/python.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { hostileNotebook, ranOnOpening } from "./hostile-notebook.mjs";

const VENV = cache("package-venv");
/** Neither Node nor Rust is found there. */
const bare = { PATH: `${VENV}/bin`, VIRTUAL_ENV: VENV, JUPYTER_PATH: "", JUPYTER_CONFIG_PATH: "" };
const inVenv = (command, args, options) =>
  quietly(`${VENV}/bin/${command}`, args, { cwd: VENV, env: bare, ...options });

/** Without colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour is
const plain = (text) => text.replace(/\x1b\[[0-9;]*m/g, "");

/** In order: each test uses what the ones before it made. */
describe("package", () => {
  let wheel;
  let module;

  test("the wheel fits every platform and Python 3", async () => {
    wheel = await makeWheel();
    assert.match(wheel, /^dist\/jupyter_dask_gateway-[^-]+-py3-none-any\.whl$/);
  });

  test("it holds what it needs and no sources of the front end", async () => {
    const { stdout } = await quietly("python", ["-m", "zipfile", "-l", wheel]);
    const names = stdout.split("\n").map((line) => line.split(" ")[0]);
    const static_ = "/share/jupyter/labextensions/jupyter-dask-gateway/static/";
    const shared = names.filter((name) => name.includes(`${static_}dask-gateway.`));
    module = shared.find((name) => name.endsWith(".js"))?.split(static_)[1];
    assert.match(module ?? "", /^dask-gateway\.[0-9a-f]+\.js$/);
    for (const { file } of PARTS.filter((part) => part.onDemand)) {
      assert(names.some((name) => name.endsWith(static_ + file)));
    }
    assert(names.some((name) => name.includes(`${static_}remoteEntry.`)));
    assert(names.some((name) => name.endsWith("labextensions/jupyter-dask-gateway/install.json")));
    assert(
      names.some((name) => name.endsWith("jupyter_server_config.d/jupyter_dask_gateway.json")),
    );
    for (const file of ["json", "po"]) {
      const pack = `jupyter_dask_gateway/locale/zh_CN/LC_MESSAGES/jupyter_dask_gateway.${file}`;
      assert(names.includes(pack));
    }
    for (const file of ["extension.js", "index.js"]) {
      assert(names.some((name) => name.endsWith(`nbextensions/jupyter-dask-gateway/${file}`)));
    }
    assert.deepEqual(
      // The single file is for pages without JupyterLab.
      names.filter((name) => /\.(rs|ts|map|toml|mjs)$|node_modules/.test(name)),
      [],
    );
  });

  test("it installs without Node and Rust", async () => {
    await wheelEnvironment(VENV, wheel, ["jupyterlab", "jupyterlab-language-pack-zh-CN"], {
      env: bare,
    });
  });

  test("it has the licenses of what is inside its modules, for people and for JupyterLab", async () => {
    const program = `import json, importlib.metadata as m; d = m.distribution("jupyter-dask-gateway")
named = d.metadata.get_all("License-File")
texts = {name: d.read_text("licenses/" + name) for name in named}
shown = next(f for f in d.files if f.name == "third-party-licenses.json").locate()
print(json.dumps([texts, json.loads(shown.read_text("utf-8"))]))`;
    const { stdout } = await inVenv("python", ["-c", program]);
    const [texts, { packages }] = JSON.parse(stdout);
    assert.deepEqual(Object.keys(texts).sort(), ["LICENSE", "dist/THIRD-PARTY-LICENSES.txt"]);
    assert.match(texts.LICENSE, /^BSD 3-Clause License/);
    for (const each of ["lit-html", "serde_json", "talc", "wasm-bindgen"]) {
      assert.match(texts["dist/THIRD-PARTY-LICENSES.txt"], new RegExp(`^${each} \\d`, "m"));
      const shown = packages.find(({ name }) => name === each);
      assert.match(shown.extractedText, /Copyright|Permission is hereby granted/);
      assert.match(shown.licenseId, /BSD|MIT/);
    }
  });

  test("JupyterLab lists its front end", async () => {
    const { output } = await inVenv("jupyter-labextension", "list");
    assert.match(plain(output), /jupyter-dask-gateway v\S+ enabled +OK/);
  });

  test("the Jupyter server lists its extension", async () => {
    const { output } = await inVenv("jupyter-server", "extension list");
    assert.match(plain(output), /jupyter_dask_gateway \S+ OK/);
  });

  test("the doctor is a command of Jupyter's", async () => {
    const { code, output } = await inVenv("jupyter", "dask-gateway doctor", {
      check: false,
      env: { ...bare, DASK_CONFIG: VENV, DASK_GATEWAY__ADDRESS: "" },
    });
    assert.equal(code, 1, output);
    assert.match(output, /^failed +Address configured$/m);
  });

  test("a JupyterLab with it serves the module and reaches the gateway", async () => {
    const stack = await startStack({ venv: VENV, env: bare });
    try {
      const folder = `${stack.lab}/lab/extensions/jupyter-dask-gateway/static/`;
      for (const [served, built] of [
        [module, "dist/dask-gateway.js"],
        ...PARTS.filter((part) => part.onDemand).map(({ file }) => [file, `dist/${file}`]),
      ]) {
        const bytes = await (await fetch(folder + served)).arrayBuffer();
        assert(Buffer.from(bytes).equals(fs.readFileSync(at(built))));
      }
      const chinese = await fetch(`${stack.lab}/lab/api/translations/zh_CN?token=${stack.token}`);
      const { data } = await chinese.json();
      assert.deepEqual(data.jupyter_dask_gateway["Launch Dask Cluster"], ["启动 Dask 集群"]);
    } finally {
      await stack.stop();
    }
  });

  test("it brings no anywidget along, and the extra does", async () => {
    const show = "from jupyter_dask_gateway import GatewayWidget; print(repr(GatewayWidget()))";
    const { stdout } = await inVenv("python", ["-c", show]);
    assert.match(stdout, /^GatewayWidget: Dask Gateway .*, options not loaded yet/);
    const { code } = await inVenv("python", ["-c", "import anywidget"], { check: false });
    assert.notEqual(code, 0);
    const { stdout: metadata } = await inVenv("python", [
      "-c",
      "import importlib.metadata as m; print(*m.requires('jupyter-dask-gateway'), sep='\\n')",
    ]);
    assert.match(metadata, /^anywidget.*; extra == .anywidget.$/m);
  });

  test("a hostile notebook runs nothing as it is opened; with anywidget installed it would", async () => {
    const ran = [];
    for (const options of [{ venv: VENV, env: bare }, {}]) {
      const stack = await startStack(options);
      try {
        ran.push(await ranOnOpening(stack, hostileNotebook));
      } finally {
        await stack.stop();
      }
    }
    assert.deepEqual(ran, [[], ["_esm"]]);
  });

  test("npm's package has what hosts of ipywidgets fetch from a CDN", async () => {
    const { stdout } = await quietly("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"]);
    const [{ name, files }] = JSON.parse(stdout);
    assert.equal(name, "jupyter-dask-gateway");
    const paths = files.map(({ path }) => path);
    for (const { file } of [AMD, ...PARTS]) assert(paths.includes(`dist/${file}`), file);
    const { types } = JSON.parse(fs.readFileSync(at("package.json"), "utf8"));
    assert(paths.includes(types), types);
    assert.deepEqual(
      paths.filter((path) => /\.(whl|mjs)$|^src|^tests/.test(path)),
      [],
    );
  });

  for (const file of ["dask-gateway.js", "dask-gateway.mjs"]) {
    test(`${file} runs in Node`, async () => {
      const { parseMapping, ready, validateOptions } = await import(at("dist", file));
      assert.throws(() => parseMapping("a: 1"), /ready\(\)/);
      await ready();
      assert.equal(validateOptions("[]", "{}"), "{}");
      assert.equal(parseMapping("a: 1_0"), '{"a": 10}');
      assert.throws(() => parseMapping("a: ["), { line: 1, column: 5 });
    });
  }

  test("the single file fetches nothing, and exports what the other does", async () => {
    const [one, many] = ["mjs", "js"].map((extension) => at("dist", `dask-gateway.${extension}`));
    const text = fs.readFileSync(one, "utf8");
    assert.deepEqual(text.match(/\bimport ?[.(*{]|(?:^|;)import\b/gm), null);
    // Each of its three WebAssembly modules once: that of the converter has what the schema's has, the core's is whole.
    assert.equal(text.match(/H4sI[\w+/]{1000}/g).length, 3);
    const { default: host, ...rest } = await import(one);
    const modules = await import(many);
    assert.deepEqual(Object.keys(rest), Object.keys(modules));
    assert.deepEqual(Object.keys(host), ["render"]);
    for (const { folder: name } of OF_PAGES.filter((part) => part.onDemand)) {
      if (name === "rest") continue;
      const [inside, beside] = [await rest.loadPart(name), await modules.loadPart(name)];
      assert.deepEqual(Object.keys(inside), Object.keys(beside), name);
      assert.equal(inside.buildId, beside.buildId);
    }
    for (const name of ["doctor", "rest"]) {
      const missing = new RegExp(`dask-gateway-${name}\\.js could not be fetched`);
      await assert.rejects(rest.loadPart(name), missing);
    }
  });
});
