/** Our ES modules, in dist/: webpack on what TypeScript has emitted, part by part of the table. */
import fs from "node:fs";
import webpack from "webpack";
import { amdConfiguration, configuration } from "../../webpack.config.js";
import { at, Failure, filesIn, hashOf, main } from "../lib.mjs";
import { AMD, PARTS, SINGLE_FILE } from "./parts.mjs";

const { license, name, version } = JSON.parse(fs.readFileSync(at("package.json"), "utf8"));

/** Written here for the modules themselves. */
const ASSET_URLS = "build/js/page/asset-urls.js";
const BUILD_ID = "build/js/page/build-id.js";

/** Of all that the modules are made of: by it a page knows files that do not belong together. */
function buildId() {
  const sources = [...filesIn("build/js"), ...filesIn("build/wasm")].filter(
    (name) => !name.startsWith("build/js/lab/") && ![ASSET_URLS, BUILD_ID].includes(name),
  );
  return hashOf(sources);
}

/** Of each part its file, with what changes with its content. */
function addresses(parts) {
  const named = parts.map(({ folder, file }) => [folder, `${file}?${hashOf([`dist/${file}`])}`]);
  return Object.fromEntries(named);
}

function write(file, constants) {
  const lines = Object.entries(constants).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`,
  );
  fs.writeFileSync(at(file), lines.join(""));
}

async function bundle(configurations) {
  const stats = await new Promise((resolve, reject) => {
    webpack(configurations, (error, result) => (error ? reject(error) : resolve(result)));
  });
  if (stats.hasErrors() || stats.hasWarnings()) {
    throw new Failure(stats.toString({ all: false, errors: true, warnings: true, colors: false }));
  }
}

/** Who copies one file copies no texts beside it. */
function takeLicensesIn(file) {
  const beside = `${file}.LICENSE.txt`;
  const texts = fs.readFileSync(at(beside), "utf8").trim();
  const [, program] = fs.readFileSync(at(file), "utf8").split(/^\/\*! For license.*\n/);
  if (program === undefined) throw new Failure(`${file} does not begin by naming ${beside}.`);
  fs.writeFileSync(at(file), `/*! ${name} ${version}, ${license} */\n${texts}\n${program}`);
  fs.rmSync(at(beside));
}

await main(import.meta.url, async () => {
  const onDemand = PARTS.filter((part) => part.onDemand);
  write(BUILD_ID, { buildId: buildId(), version });
  // Only what is fetched from the start can name the others, for it is bundled after them.
  fs.rmSync(at(ASSET_URLS), { force: true });
  await bundle(onDemand.map(configuration));
  write(ASSET_URLS, { partUrls: addresses(onDemand) });
  const others = PARTS.filter((part) => !part.onDemand);
  await bundle([...[...others, SINGLE_FILE].map(configuration), amdConfiguration(AMD)]);
  takeLicensesIn(`dist/${SINGLE_FILE.file}`);
});
