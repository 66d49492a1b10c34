/**
 * npm's package for authors of other extensions of JupyterLab, in build/npm/jupyterlab, ready for `npm pack` there: the token and its
 * types. JupyterLab compares tokens by identity, so it has those few lines of JavaScript, too, which extensions share at run time.
 */
import fs from "node:fs";
import { at, main, quietly } from "../lib.mjs";

export const TOKEN = {
  name: "@jupyter-dask-gateway/jupyterlab",
  folder: "build/npm/jupyterlab",
};
const SOURCE = "js/token";

await main(import.meta.url, async () => {
  fs.rmSync(at(TOKEN.folder), { recursive: true, force: true });
  await quietly("tsc", [
    ...[`${SOURCE}/index.ts`, "--ignoreConfig", "--outDir", TOKEN.folder, "--declaration"],
    ...["--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"],
    ...["--skipLibCheck", "--types", ""],
  ]);
  fs.copyFileSync(at("LICENSE"), at(TOKEN.folder, "LICENSE"));
  fs.copyFileSync(at(SOURCE, "README.md"), at(TOKEN.folder, "README.md"));
  const text = JSON.stringify(description(), null, 2);
  fs.writeFileSync(at(TOKEN.folder, "package.json"), `${text}\n`);
});

function description() {
  const { version, license, author, homepage, repository, bugs, dependencies } = JSON.parse(
    fs.readFileSync(at("package.json"), "utf8"),
  );
  const ours = (name) => [name, dependencies[name]];
  return {
    name: TOKEN.name,
    version,
    description: "IDaskGateway: the user’s Dask Gateway clusters, for extensions of JupyterLab",
    keywords: ["jupyterlab", "dask", "dask-gateway"],
    license,
    author,
    homepage,
    repository,
    bugs,
    type: "module",
    main: "./index.js",
    types: "./index.d.ts",
    exports: {
      ".": { types: "./index.d.ts", default: "./index.js" },
      // JupyterLab's builder reads it.
      "./package.json": "./package.json",
    },
    sideEffects: false,
    files: ["index.js", "index.d.ts"],
    dependencies: Object.fromEntries([
      ours("@lumino/coreutils"),
      ["@lumino/disposable", "^2.1.4"],
      ours("@lumino/signaling"),
    ]),
    publishConfig: { access: "public" },
  };
}
