/** Our ES modules, in dist/: webpack on what TypeScript has emitted, part by part of the table. */
import fs from "node:fs";
import webpack from "webpack";
import { configuration } from "../../webpack.config.js";
import { at, Failure, hashOf, main } from "../lib.mjs";
import { PARTS } from "./parts.mjs";

const ASSET_URLS = at("build/js/page/asset-urls.js");

/** The name of a file that others fetch, with what changes with its content. */
const exported = ({ folder, file }) =>
  `export const ${folder}Name = "${file}?${hashOf([`dist/${file}`])}";\n`;

async function bundle(parts) {
  const stats = await new Promise((resolve, reject) => {
    webpack(parts.map(configuration), (error, result) => (error ? reject(error) : resolve(result)));
  });
  if (stats.hasErrors() || stats.hasWarnings()) {
    throw new Failure(stats.toString({ all: false, errors: true, warnings: true, colors: false }));
  }
}

await main(import.meta.url, async () => {
  const onDemand = PARTS.filter((part) => part.onDemand);
  // Only what is fetched from the start can name the others, for it is bundled after them.
  fs.rmSync(ASSET_URLS, { force: true });
  await bundle(onDemand);
  fs.writeFileSync(ASSET_URLS, onDemand.map(exported).join(""));
  await bundle(PARTS.filter((part) => !part.onDemand));
});
