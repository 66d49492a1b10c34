/**
 * What jupyter-builder does otherwise for us, for JupyterLab's start fetches it: package.json names this file. The rules of JupyterLab's shared
 * modules are the same for all of ours: one of each, whatever its version. The bundler's code knows all rules there could be,
 * in 1.9 KB gzipped.
 */

/** By this its code begins, after the table of what is shared. */
const CODE = "\nvar splitAndConvert =";
/** What the table says of all of them alike, and what nobody reads. */
const ALIKE =
  / (shareScope: "default"|import: (null|"[^"]*")|requiredVersion: "[^"]*"|strictVersion: false|singleton: true|eager: false|fallback: undefined|treeShakingMode: null),?/g;

const OURS = `
const taken = {};
__webpack_require__.f.consumes = (chunk, promises) => {
  const { chunkMapping, moduleIdToConsumeDataMapping } = __webpack_require__.consumesLoadingData;
  for (const id of chunkMapping[chunk] ?? []) {
    taken[id] ??= take(moduleIdToConsumeDataMapping[id]).then(
      (factory) => {
        __webpack_require__.m[id] = (module) => {
          module.exports = factory();
        };
      },
      (error) => {
        taken[id] = undefined;
        throw error;
      },
    );
    promises.push(taken[id]);
  }
};
async function take({ shareKey, fallback }) {
  await __webpack_require__.I("default");
  const versions = __webpack_require__.S.default[shareKey] ?? {};
  // One that runs already, else the newest.
  const isNewer = (a, b) => a.localeCompare(b, "en", { numeric: true }) > 0;
  const found = Object.keys(versions).reduce(
    (best, it) => (!versions[best].loaded && (versions[it].loaded || isNewer(it, best)) ? it : best),
    Object.keys(versions)[0],
  );
  if (found === undefined) {
    if (fallback) return fallback();
    throw Error(shareKey + " is not shared here");
  }
  versions[found].loaded = 1;
  return versions[found].get();
}
`;

class SmallSharing {
  apply(compiler) {
    compiler.hooks.compilation.tap("SmallSharing", (compilation) => {
      compilation.hooks.runtimeModule.tap("SmallSharing", (module) => {
        if (module.name !== "consumes_loading") return;
        const [table, code, more] = module.source.source.toString("utf-8").split(CODE);
        const short = table.replace(ALIKE, "");
        if (code === undefined || more !== undefined || /strict|singleton|eager/.test(short))
          throw new Error(`${__filename}: the bundler shares otherwise than known`);
        module.source.source = Buffer.from(short + OURS);
      });
    });
  }
}

module.exports = {
  // Its own has the hash twice: Jupyter's servers let browsers keep what has any "v".
  output: { chunkFilename: "[name].[contenthash:8].js?v=1" },
  plugins: [new SmallSharing()],
};
