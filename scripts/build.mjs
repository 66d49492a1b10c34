/**
 * npm run build: Rust and TypeScript in, `dist/dask-gateway.js` and the JupyterLab extension out.
 * Each step is skipped while its inputs are what they were.
 */
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { at, Failure, files, hashFiles, main, root, run, step } from "./lib.mjs";
import { setup } from "./setup.mjs";

/** The two WebAssembly modules, each a feature of the crate: what a panel needs is small, the other is fast. */
const SESSION = { feature: "session", level: "z", wasm: "build/wasm/session_bg.wasm" };
const SCHEMA = { feature: "schema", level: "3", wasm: "build/wasm/schema_bg.wasm" };
const BOUNDARY = "src/web/boundary.d.ts";
const MODULE = "dist/dask-gateway.js";
const SCHEMA_MODULE = "dist/dask-gateway-schema.js";
const ELEMENT_MODULE = "dist/dask-gateway-element.js";
const DOCTOR_MODULE = "dist/dask-gateway-doctor.js";
/** The parts that are fetched on demand, as js/page/parts.ts names them. */
const PARTS = { doctor: DOCTOR_MODULE, element: ELEMENT_MODULE, schema: SCHEMA_MODULE };
const ASSET_URLS = "build/js/page/asset-urls.js";
const BUILD_ID = "build/js/page/build-id.js";
const WIDGET = "dist/widget.js";
const LAB = "jupyter_dask_gateway/labextension";
const NAME = "build/js/lab/module-name.js";
/** Gzipped bytes that may be fetched: at JupyterLab's start, for a working panel in all, besides in web pages, and with each widget. */
const BUDGET = { entry: 10_000, panel: 110_000, element: 5_500, doctor: 25_000, widget: 5_000 };

const gzip = (file) => gzipSync(fs.readFileSync(at(file)), { level: 9 });

/** `strict`: too many bytes are a failure, not a remark. `accept`: changed types at the boundary are meant. */
export async function build({ strict = true, accept = false } = {}) {
  const tools = ["package-lock.json", "scripts/build.mjs", "scripts/collapse-templates.mjs"];
  const wasm = ["build/wasm"];
  const typescript = files("js").filter((name) => !name.endsWith(".test.ts"));

  await step(
    "wasm",
    {
      inputs: [...files("src"), "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ...tools],
      outputs: [SESSION, SCHEMA].map(({ wasm }) => `${wasm}.gz`),
    },
    async () => {
      fs.rmSync(at("build/wasm"), { recursive: true, force: true });
      await buildWasm(SESSION);
      await buildWasm(SCHEMA);
    },
  );
  checkBoundary(accept);
  await step(
    "typescript",
    {
      inputs: [
        ...typescript,
        ...[SESSION, SCHEMA].map(({ feature }) => `build/wasm/${feature}.d.ts`),
        "tsconfig.json",
        "tsconfig.build.json",
        ...tools,
      ],
      outputs: ["build/js/view/index.js"],
    },
    async () => {
      fs.rmSync(at("build/js"), { recursive: true, force: true });
      await run("tsc", ["-p", "tsconfig.build.json"]);
    },
  );
  await step(
    "module",
    {
      inputs: [
        ...files("build/js").filter(
          (name) => !name.startsWith("build/js/lab/") && ![ASSET_URLS, BUILD_ID].includes(name),
        ),
        ...files(...wasm),
        "webpack.config.js",
        ...tools,
      ],
      outputs: [MODULE, ...Object.values(PARTS), WIDGET],
    },
    buildModules,
  );
  await step(
    "labextension",
    {
      inputs: [
        ...files(
          ...["build/js/lab", "build/js/jupyter", "build/js/page"],
          ...["style", "schema", MODULE, ...Object.values(PARTS), WIDGET],
        ).filter((name) => name !== NAME),
        "package.json",
        ...tools,
      ],
      outputs: [`${LAB}/package.json`],
    },
    buildLab,
  );
  const excess = report();
  if (excess && strict) throw new Failure(excess);
  if (excess) console.log(`  ${excess}`);
}

async function buildWasm({ feature, level, wasm }) {
  const build = ["build", "--release", "--target", "web", "--mode", "no-install", "--no-pack"];
  const out = ["--out-dir", "build/wasm", "--out-name", feature];
  await run("wasm-pack", [...build, ...out, "--", "--no-default-features", "--features", feature], {
    env: { RUSTFLAGS: remapped(), CARGO_PROFILE_RELEASE_OPT_LEVEL: level },
  });
  // Hardly any inlining: code that stands in several places does not compress as well as calls.
  const small = ["-Oz", "-fimfs=2", "-aimfs=2", "-ocimfs=20", "--converge"];
  const strip = ["--strip-debug", "--strip-producers"];
  await run("wasm-opt", [...(level === "z" ? small : ["-O3"]), ...strip, wasm, "-o", wasm]);
  shortenNames(wasm, `build/wasm/${feature}.js`);
  // gzip like any other, but 5 % smaller than gzip -9.
  await run("python", ["-c", ZOPFLI, wasm]);
}

/** wasm-bindgen ends imports' names with hashes, here and there: what does not repeat does not compress. */
function shortenNames(...names) {
  const texts = names.map((name) => fs.readFileSync(at(name), "latin1"));
  const hashes = new Set(texts[1].match(/(?<=__wbg_\w+_)[0-9a-f]{16}\b/g));
  const numbers = new Map([...hashes].map((hash, i) => [hash, String(i).padStart(16, "0")]));
  texts.forEach((text, i) => {
    // As long as before, for the module says how long each is.
    const shortened = text.replace(/(?<=_)[0-9a-f]{16}/g, (hash) => numbers.get(hash) ?? hash);
    fs.writeFileSync(at(names[i]), shortened, "latin1");
  });
}

const ZOPFLI = `import sys, zopfli.gzip
name = sys.argv[1]
with open(name, "rb") as file, open(name + ".gz", "wb") as packed:
    packed.write(zopfli.gzip.compress(file.read()))`;

/** Panics name their source file: not by where this machine keeps crates, in every user's browser. */
function remapped() {
  const home = process.env.HOME ?? "";
  const crates = process.env.CARGO_HOME ?? path.join(home, ".cargo");
  return [`${path.join(crates, "registry/src")}=crates`, `${root}=.`]
    .map((pair) => `--remap-path-prefix=${pair}`)
    .join(" ");
}

/**
 * The types at the boundary with JavaScript are generated; their copy in git shows each change of them
 * in a diff. What follows them in the file is the glue's own and holds hashes.
 */
function checkBoundary(accept) {
  const generated = fs.readFileSync(at(`build/wasm/${SESSION.feature}.d.ts`), "utf8");
  const types = generated.slice(0, generated.indexOf("export type InitInput"));
  const known = fs.existsSync(at(BOUNDARY)) ? fs.readFileSync(at(BOUNDARY), "utf8") : "";
  if (types === known) return;
  if (!accept) {
    throw new Failure(
      `The types at the boundary differ from ${BOUNDARY}. If that is meant: npm run build -- --accept`,
    );
  }
  fs.writeFileSync(at(BOUNDARY), types);
}

/**
 * The parts first, for the others ask for them under names that change with their content. All hold the same build id, by
 * which a page knows files that do not belong together.
 */
async function buildModules() {
  const { main, schema, element, doctor, widget } = await import("../webpack.config.js");
  const sources = files("build/js", "build/wasm").filter(
    (name) => !name.startsWith("build/js/lab/"),
  );
  const id = hashFiles(sources.filter((name) => ![ASSET_URLS, BUILD_ID].includes(name)));
  fs.writeFileSync(at(BUILD_ID), `export const buildId = "${id}";\n`);
  for (const config of [schema, element, doctor]) await bundle(config);
  const urls = Object.entries(PARTS).map(([name, file]) => [
    name,
    `${path.basename(file)}?${hashFiles([file])}`,
  ]);
  const text = JSON.stringify(Object.fromEntries(urls));
  fs.writeFileSync(at(ASSET_URLS), `export const partUrls = ${text};\n`);
  await bundle(main);
  await bundle(widget);
}

async function bundle(config) {
  const { default: webpack } = await import("webpack");
  const stats = await new Promise((resolve, reject) => {
    webpack(config, (error, result) => (error ? reject(error) : resolve(result)));
  });
  if (stats.hasErrors() || stats.hasWarnings()) {
    throw new Failure(stats.toString({ all: false, errors: true, warnings: true, colors: false }));
  }
}

/**
 * The shared module goes beside the plugin's files under a name that changes with its content, for
 * Jupyter's servers let browsers keep such files for ever. The plugin learns the name from a
 * generated file. jupyter-builder empties the folder, so the copy comes after it.
 */
async function buildLab() {
  const name = `dask-gateway.${hashFiles([MODULE])}.js`;
  fs.writeFileSync(at(NAME), `export const moduleName = "${name}";\n`);
  // `jupyter-builder build` does the same, but looks for its metadata on the net.
  await run(
    "node",
    [
      at("node_modules/@jupyter/builder/lib/build-labextension.js"),
      ...["--core-package-file", at("node_modules/@jupyterlab/core-meta/core.package.json"), "."],
    ],
    { capture: true },
  );
  fs.copyFileSync(at(MODULE), at(LAB, "static", name));
  for (const file of [...Object.values(PARTS), WIDGET]) {
    fs.copyFileSync(at(file), at(LAB, "static", path.basename(file)));
  }
  const notice = at(`${MODULE}.LICENSE.txt`);
  if (fs.existsSync(notice)) fs.copyFileSync(notice, at(LAB, "static", `${name}.LICENSE.txt`));
}

/** Prints what a browser fetches. Resolves to a sentence when that is over the budget. */
function report() {
  const scripts = files(`${LAB}/static`).filter((name) => name.endsWith(".js"));
  const isModule = (name) => path.basename(name).startsWith("dask-gateway.");
  const isOutput = (name) => path.basename(name).startsWith("output.");
  const isDoctor = (name) => path.basename(name).startsWith("doctor.");
  // Fetched when somebody writes a mapping; by web pages; sent, or fetched, where a notebook shows a widget.
  const others = [...Object.values(PARTS), WIDGET].map((name) => path.basename(name));
  const panels = scripts.filter(
    (name) => !isOutput(name) && !isDoctor(name) && !others.includes(path.basename(name)),
  );
  const size = (names) => [
    names.reduce((sum, name) => sum + fs.statSync(at(name)).size, 0),
    names.reduce((sum, name) => sum + gzip(name).length, 0),
  ];
  const entry = size(panels.filter((name) => !isModule(name)));
  const panel = size(panels);
  const table = [
    ["wasm of the panel", size([SESSION.wasm])],
    [MODULE, size([MODULE])],
    ["wasm of the schema", size([SCHEMA.wasm])],
    [`${SCHEMA_MODULE}, if needed`, size([SCHEMA_MODULE])],
    ["fetched before the panel opens", entry, BUDGET.entry],
    ["everything for a working panel", panel, BUDGET.panel],
    ["fetched besides in web pages", size([ELEMENT_MODULE]), BUDGET.element],
    ["sent with each notebook widget", size([WIDGET]), BUDGET.widget],
    ["fetched for widgets' outputs", size(scripts.filter(isOutput))],
    ["fetched for the doctor", size([...scripts.filter(isDoctor), DOCTOR_MODULE]), BUDGET.doctor],
  ];
  for (const [label, [raw, gz], budget] of table) {
    const bound = budget ? `  budget ${budget}` : "";
    console.log(
      `  ${label.padEnd(32)}${String(raw).padStart(8)} bytes${String(gz).padStart(8)} gzip${bound}`,
    );
  }
  const over = table.filter(([, [, gz], budget]) => budget && gz > budget);
  return over
    .map(([label, [, gz], budget]) => `Over budget: ${label}: ${gz} > ${budget}.`)
    .join("\n");
}

await main(import.meta.url, async (args) => {
  await setup();
  await build({ accept: args.includes("--accept") });
});
