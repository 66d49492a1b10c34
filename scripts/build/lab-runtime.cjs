/**
 * What the bundler's runtime is to be in JupyterLab's entry, by the bundler's names of its parts. Its own knows all rules that shared
 * modules can have, modules of other kinds, workers and old browsers: 3.3 KB gzipped, at each start of JupyterLab.
 */
const { basename } = require("node:path");

/** Where a part begins with a table, it stays: this is what ends it. */
const ENDS = { consumes_loading: "\nvar splitAndConvert =", sharing: "\nvar initPromises =" };
/** What the tables say of all modules alike, and what nobody reads. */
const ALIKE =
  / (shareScope: "default"|import: (null|"[^"]*")|requiredVersion: "[^"]*"|strictVersion: false|singleton: true|eager: (false|0)|fallback: undefined|treeShakingMode: null),?/g;

const PARTS = {
  // The rules of JupyterLab's shared modules are the same for all of ours: one of each, whatever its version.
  consumes_loading: `
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
`,
  // Ours are shared with others. What is there already of the same version is as good.
  sharing: `
__webpack_require__.I = (scope) => {
  const { scopeToSharingDataMapping, uniqueName } = __webpack_require__.initializeSharingData;
  const shared = (__webpack_require__.S[scope] ??= {});
  for (const { name, version, factory } of scopeToSharingDataMapping[scope])
    (shared[name] ??= {})[version] ??= { get: factory, from: uniqueName };
};
`,
  // One at a time: what asks for chunks asks for each once.
  load_script: `
__webpack_require__.l = (src, done) => {
  const script = document.createElement("script");
  const end = (event) => {
    clearTimeout(timer);
    script.onload = script.onerror = null;
    script.remove();
    done(event);
  };
  const timer = setTimeout(end, 120_000, { type: "timeout", target: script });
  script.onload = script.onerror = end;
  script.src = src;
  document.head.append(script);
};
`,
  auto_public_path: `
__webpack_require__.p = new URL(".", document.currentScript.src).href;
`,
  // For what JupyterLab shares but not every page has: ES modules, or made of them.
  create_fake_namespace_object: `
__webpack_require__.t = (id) => __webpack_require__(id);
`,
  global: `
__webpack_require__.g = globalThis;
`,
  has_own_property: `
__webpack_require__.o = Object.hasOwn;
`,
  make_namespace_object: `
__webpack_require__.r = (exports) => {
  const names = { [Symbol.toStringTag]: { value: "Module" }, __esModule: { value: true } };
  Object.defineProperties(exports, names);
};
`,
};

/** Puts ours in the place of the bundler's. Throws where a table is not as it was when ours was written. */
class SmallRuntime {
  apply(compiler) {
    compiler.hooks.compilation.tap("SmallRuntime", (compilation) => {
      compilation.hooks.runtimeModule.tap("SmallRuntime", (module) => {
        const { name } = module;
        if (name in PARTS) module.source.source = Buffer.from(tableOf(name, module) + PARTS[name]);
      });
    });
  }
}

function tableOf(name, module) {
  if (!(name in ENDS)) return "";
  const [table, code, more] = module.source.source.toString("utf-8").split(ENDS[name]);
  const short = table.replace(ALIKE, "");
  if (code === undefined || more !== undefined || /strict|singleton|eager/.test(short))
    throw new Error(`${basename(__filename)}: the bundler's ${name} is otherwise than known`);
  return short;
}

module.exports = { SmallRuntime };
