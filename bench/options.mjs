/** `validateOptions`, text in and text out, beside JSON.parse, a compiled Ajv and JSON.stringify in this very process. */
import { strict as assert } from "node:assert";
import { Ajv } from "ajv";
import { at, quietly } from "../scripts/lib.mjs";
import { schema, specification } from "./specs.mjs";
import { versus } from "./table.mjs";

const SIZES = [6, 100, 1_000];

export async function options() {
  const { ready, validateOptions } = await import(at("dist/dask-gateway.js"));
  await ready();
  for (const count of SIZES) validating(validateOptions, count);
  for (const count of SIZES) await loading(count);
}

/** The same request again and again, the two in turn. */
function validating(validateOptions, count) {
  const { spec, request } = specification(count);
  const [specText, requestText] = [JSON.stringify(spec), JSON.stringify(request)];
  const validate = new Ajv({ useDefaults: true }).compile(schema(spec));
  const our = () => validateOptions(specText, requestText);
  const their = () => {
    const options = JSON.parse(requestText);
    if (!validate(options)) throw new Error(JSON.stringify(validate.errors));
    return JSON.stringify(options);
  };
  assert.deepEqual(JSON.parse(our()), JSON.parse(their()));
  const calls = Math.ceil(2_000 / count);
  const [ours, theirs] = [[], []];
  for (let i = 0; i < 400; i++) {
    ours.push(time(our, calls));
    theirs.push(time(their, calls));
  }
  // What came before Node's compilers had seen enough of both.
  const warm = 200;
  versus(`validate ${count} fields`, ours.slice(warm), theirs.slice(warm));
}

/** Milliseconds a call. */
function time(call, calls) {
  const start = performance.now();
  for (let i = 0; i < calls; i++) call();
  return (performance.now() - start) / calls;
}

/** A specification from its text to a first request judged, each time in a new process. */
async function loading(count) {
  const runs = [];
  for (let i = 0; i < 5; i++) {
    const load = [at("bench/load.mjs"), String(count)];
    const { stdout } = await quietly("node", load);
    runs.push(JSON.parse(stdout));
  }
  const all = (whose, which) => runs.map((run) => run[whose][which]);
  versus(`load ${count} fields`, all("ours", "first"), all("theirs", "first"));
  versus("  more of them", all("ours", "again"), all("theirs", "again"));
}
