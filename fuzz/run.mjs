/**
 * npm run fuzz: libFuzzer looks for texts that break the readers of option specs, JSON and YAML, and for events and
 * replies that break the core (fuzz/), each target in turn.
 *
 * Not part of `npm test`, which only tries the texts in fuzz/corpus. New ones go to .cache/fuzz.
 *
 * cargo-fuzz asks for a nightly Rust because of its sanitizers. The crate has no unsafe code for them to watch,
 * so they are left out and stable Rust will do; overflow checks and debug assertions are on. A C++ compiler is
 * needed for libFuzzer itself. Windows has no such way.
 */
import fs from "node:fs";
import path from "node:path";
import { at, cache, chosen, Failure, main, quietly } from "../scripts/lib.mjs";
import { cargoTools } from "../scripts/setup.mjs";

const CARGO_FUZZ = "0.13.2";
const DICTIONARIES = { spec: "json", json: "json", yaml: "yaml", core: "json" };
/** Texts of some microseconds: beyond these they hang, or grow. */
const LIMITS = ["-timeout=5", "-rss_limit_mb=256", "-malloc_limit_mb=64", "-max_len=8192"];
/** In the repository texts are to be few and short. */
const KEPT = ["-set_cover_merge=1", "-use_counters=0", "-max_len=256"];

const OPTIONS = {
  target: { type: "string", about: `one of ${Object.keys(DICTIONARIES).join(", ")}` },
  seconds: { type: "string", default: "600", about: "how long for each, 600 without it" },
  keep: {
    type: "boolean",
    about: "puts the few texts that reach most of the code into fuzz/corpus",
  },
};

async function fuzzAll(values, files) {
  const targets = chosen(values.target ? [values.target] : [], DICTIONARIES, "target");
  if (!(Number(values.seconds) > 0)) {
    throw new Failure(`--seconds takes a number above 0, not ${values.seconds}.`);
  }
  await cargoTools({ "cargo-fuzz": CARGO_FUZZ });
  let failed = false;
  for (const target of targets) {
    if (values.keep) await keep(target);
    else failed = !(await fuzz(target, values.seconds, files)) || failed;
  }
  return failed ? 1 : 0;
}

function libFuzzer(target, texts, flags) {
  const command = ["fuzz", "run", "--sanitizer=none", `--target-dir=${at("target/fuzz")}`, target];
  return quietly("cargo", [...command, ...texts, "--", ...flags], { check: false });
}

/** Resolves to whether all went well, and says what was reached. */
async function fuzz(target, seconds, files) {
  const found = made(cache("fuzz", target));
  const kept = made(at("fuzz/corpus", target));
  const start = Date.now();
  console.log(`  ${target}: ${files.length > 0 ? files.join(" ") : `${seconds} s …`}`);
  const { code, output } = await libFuzzer(target, files.length > 0 ? files : [found, kept], [
    ...LIMITS,
    `-dict=fuzz/${DICTIONARIES[target]}.dict`,
    `-max_total_time=${seconds}`,
    "-print_final_stats=1",
  ]);
  const log = cache("reports", `fuzz-${target}.log`);
  made(path.dirname(log));
  fs.writeFileSync(log, output);
  const stat = (name) => new RegExp(`stat::${name}:\\s*(\\d+)`).exec(output)?.[1] ?? "?";
  const [, edges, features] = /DONE\s+cov: (\d+) ft: (\d+)/.exec(output) ?? [null, "?", "?"];
  const all = /\((\d+) inline 8-bit counters\)/.exec(output)?.[1] ?? "?";
  if (code === 0) {
    if (files.length > 0) return true;
    console.log(
      `  ${target}: ${stat("number_of_executed_units")} texts, ${edges} of ${all} edges, ${features} features, ` +
        `slowest ${stat("slowest_unit_time_sec")} s, at most ${stat("peak_rss_mb")} MB`,
    );
    return true;
  }
  const artifacts = at("fuzz/artifacts", target);
  const broke = fs
    .readdirSync(made(artifacts))
    .map((name) => path.join(artifacts, name))
    .filter((file) => fs.statSync(file).mtimeMs >= start);
  const why = output.match(/.* panicked at .*\n.*|.*ERROR: libFuzzer.*|^error.*/gm) ?? [];
  console.log(`  ${target}: FAILED, see ${path.relative(at(), log)}\n${why.join("\n")}`);
  for (const file of broke) {
    const name = path.relative(at(), file);
    console.log(`The text: ${name}\nTo repeat: npm run fuzz -- --target ${target} ${name}`);
  }
  return false;
}

/** Of all texts, old and new, a small set that reaches as much. */
async function keep(target) {
  const folder = at("fuzz/corpus", target);
  const chosen = cache("fuzz", `${target}-kept`);
  fs.rmSync(chosen, { recursive: true, force: true });
  const sources = [made(cache("fuzz", target)), made(folder)];
  const { code, output } = await libFuzzer(target, [made(chosen), ...sources], KEPT);
  if (code !== 0) throw new Failure(output);
  fs.rmSync(folder, { recursive: true });
  fs.renameSync(chosen, folder);
  const sizes = fs.readdirSync(folder).map((name) => fs.statSync(path.join(folder, name)).size);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`  ${target}: ${sizes.length} texts, ${bytes} bytes`);
}

function made(folder) {
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

await main(import.meta.url, fuzzAll, { options: OPTIONS, names: "texts that are tried alone" });
