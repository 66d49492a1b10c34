/** The suites of `npm test` and `npm run check`. Names are also arguments: `npm test -- python ui`. */
import { build } from "../build/main.mjs";
import { makeSite } from "../docs.mjs";
import { quietly, seconds } from "../lib.mjs";
import { onPath } from "../machine.mjs";
import { cargoTest, reported } from "./counting.mjs";

const TARGET = "--target wasm32-unknown-unknown";
/** One of the four modules alone, as it is built. */
const only = (feature) => `${TARGET} --no-default-features --features ${feature}`;
/** What `rust` does with a few runs, with very many. */
const SIMULATION = "test --profile simulation --test simulation";
const FUZZ = "--manifest-path fuzz/Cargo.toml";
const CHECKS = {
  // First, for tsc needs them: a fresh clone has none.
  "types at the boundary": "npm run --silent build:types",
  rustfmt: "cargo fmt --check",
  "clippy native": "cargo clippy --all-targets -- -D warnings",
  "clippy wasm32": `cargo clippy --all-targets ${TARGET} -- -D warnings`,
  "clippy wasm32 session": `cargo clippy ${only("session")} -- -D warnings`,
  "clippy wasm32 schema": `cargo clippy ${only("schema")} -- -D warnings`,
  "clippy wasm32 conversion": `cargo clippy ${only("conversion")} -- -D warnings`,
  "clippy wasm32 validation": `cargo clippy ${only("validation")} -- -D warnings`,
  "rustfmt fuzz": `cargo fmt --check ${FUZZ}`,
  // Without libFuzzer itself, which need not be compiled to look at the targets.
  "clippy fuzz": `cargo clippy ${FUZZ} --target-dir target --no-default-features --all-targets -- -D warnings`,
  biome: "biome ci --colors=off",
  tsc: "tsc -p tsconfig.json",
  "tsc tests/view": "tsc -p tests/view",
  "tsc tests/ui": "tsc -p tests/ui",
  "ruff check": "ruff check",
  "ruff format": "ruff format --check",
  mypy: "mypy",
  "lint-imports": "lint-imports --no-cache",
  zizmor: "zizmor --offline --quiet --persona=pedantic .github",
  workflows:
    "check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/tests.yml .github/workflows/release.yml",
  dependabot: "check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml",
};

let building;
/** Once for all suites of a run: what they try is never what an older state of the tree had built. */
function built() {
  building ??= build();
  return building;
}

const junit = (file) => `--junitxml=${file}`;
/**
 * Runners that try once more what failed, as the browser's tests (tests/ui) do: on a machine that is busy with the other suites a test
 * may come too late. It is told as "flaky" then, by name at the end. Not so where cases are random: what only some of them
 * find would pass.
 */
export const tolerant = {
  python: (file, ...more) => [
    ...["pytest", "-q", "--reruns=1", "--rerun-show-tracebacks", junit(file), ...more],
  ],
  view: (file, ...more) => [
    ...["vitest", "run", "--retry=1", "--reporter=default", "--reporter=junit"],
    ...[`--outputFile.junit=${file}`, ...more],
  ],
};

export const suites = {
  async build() {
    await built();
    return { passed: 1, failed: 0, skipped: 0 };
  },
  checks: () => checks(CHECKS),
  rust: () => cargoTest("cargo", "test"),
  simulation: () => cargoTest("cargo", SIMULATION.split(" "), { SIMULATION_RUNS: "100000" }),
  async wasm() {
    const chromedriver = onPath("chromedriver");
    const args = "test --headless --chrome --mode no-install --chromedriver";
    return cargoTest("wasm-pack", [...args.split(" "), chromedriver]);
  },
  scripts,
  view: () => reported("view", tolerant.view),
  async python() {
    await built();
    return python();
  },
  async differential() {
    await built();
    return differential();
  },
  async package() {
    await built();
    return node("package", [
      "tests/package/types.test.mjs",
      "tests/package/documentation.test.mjs",
      "tests/package/pages.test.mjs",
      "tests/package/package.test.mjs",
    ]);
  },
  async ui() {
    await built();
    return ui();
  },
  async docs() {
    await built();
    await makeSite();
    return reported("docs", () => ["playwright", "test", "--config", "tests/docs"]);
  },
};

/** How long they take on two processors where everything is built; from nothing, `checks`, `rust` and `simulation` compile for minutes more. */
export const LASTS = {
  build: "10 s",
  checks: "20 s",
  rust: "a minute",
  simulation: "2 minutes",
  wasm: "a minute",
  scripts: "10 s",
  view: "2 minutes",
  python: "4 minutes, begun beside the others",
  differential: "4 minutes, begun beside the others",
  package: "a minute",
  ui: "15 minutes",
  docs: "a minute",
};

/** `npm run check`: what needs no server, and compiles the crate no second time. */
export const quick = {
  checks: () =>
    checks(
      Object.fromEntries(
        Object.entries(CHECKS).filter(([name]) => !name.startsWith("clippy wasm32")),
      ),
    ),
  rust: suites.rust,
  scripts,
  view: suites.view,
  python,
};

/** The commands themselves. */
function scripts() {
  return node(
    "scripts",
    ["bench", "command-line", "machine", "portable", "release", "tried-again", "versions"].map(
      (name) => `tests/scripts/${name}.test.mjs`,
    ),
  );
}

function python() {
  return reported("python", tolerant.python, { capture: true });
}

/** Each check counts as a test. */
async function checks(commands) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, command] of Object.entries(commands)) {
    const start = Date.now();
    const [program, ...args] = command.split(" ");
    const { code, output } = await quietly(program, args, { check: false });
    counts[code === 0 ? "passed" : "failed"] += 1;
    console.log(`  ${name}: ${code === 0 ? "ok" : "FAILED"} (${seconds(start)})`);
    if (code !== 0) console.log(output);
  }
  return counts;
}

/**
 * `cases` of each kind, and the `seed` of a run to repeat; pytest prints the seed of a run that failed. `server`:
 * the folder of another release, for the options alone.
 */
export function differential({ cases, seed, server } = {}) {
  const tests = `tests/differential${server ? "/test_options.py" : ""}`;
  const again = seed === undefined ? [] : [`--hypothesis-seed=${seed}`];
  const env = {
    ...(cases === undefined ? {} : { DIFFERENTIAL_CASES: cases }),
    ...(server ? { PYTHONPATH: server } : {}),
  };
  const command = (file) => ["pytest", "-q", tests, junit(file), ...again];
  return reported("differential", command, { env, capture: true });
}

/** Tests of Python on the wheel that an environment holds: the tree's own package is not on their path. */
export function pythonIn(venv, tests) {
  return reported("python", (file) => {
    const [pytest, ...flags] = tolerant.python(file, "-o", "pythonpath=", ...tests);
    return [`${venv}/bin/${pytest}`, ...flags];
  });
}

/** What makes a web page of npm's package: `npm run test:matrix`, for it takes packages of its own, and time. */
export function makersOfPages() {
  return node("makers-of-pages", [
    "tests/package/bundlers.test.mjs",
    "tests/package/myst.test.mjs",
  ]);
}

/** With Debian's Prometheus: `npm run test:matrix`. */
export function monitoring() {
  return node("monitoring", ["tests/monitoring/prometheus.test.mjs"]);
}

/** Tests of Node's own runner. */
function node(name, tests) {
  return reported(name, (file) => [
    ...["node", "--test", "--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...["--test-reporter=junit", `--test-reporter-destination=${file}`, ...tests],
  ]);
}

/** `tests`: which, in Playwright's own words; `venv`: an environment that holds the wheel. */
export function ui({ tests = ["--project=JupyterLab"], venv } = {}) {
  const env = venv === undefined ? {} : { DASK_GATEWAY_TEST_VENV: venv };
  // Its configuration says where the report goes.
  return reported("ui", () => ["playwright", "test", "--config", "tests/ui", ...tests], { env });
}
