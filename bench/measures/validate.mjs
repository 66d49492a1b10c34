/**
 * `validateOptions`, text in and text out, beside JSON.parse, a compiled Ajv and JSON.stringify in this very process, and beside the
 * gateway's own code in Python.
 */
import { strict as assert } from "node:assert";
import { Ajv } from "ajv";
import { at, quietly } from "../../scripts/lib.mjs";
import { PythonServer } from "../parts/python-server.mjs";
import { schema, specification } from "../parts/specs.mjs";
import { turns } from "../parts/turns.mjs";

const SIZES = [6, 100, 1_000];
const [OURS, AJV, SERVER] = ["ours", "Ajv", "Python server"];
const TEXT = "text to text";

export const validate = {
  about:
    "A launch's options, from their text to the text that is sent: `validateOptions`, beside `JSON.parse`, a compiled Ajv and `JSON.stringify`, and beside `json` and `parse_options` of dask-gateway-server. Then a specification, from its text until a first request is judged, in a process that has seen none, and of further ones the fastest.",
  async run({ rows, quick }) {
    const { ready, validateOptions } = await import(at("dist/dask-gateway.js"));
    await ready();
    const server = new PythonServer();
    try {
      for (const count of SIZES) {
        const times = await validating(validateOptions, server, count, quick ? 20 : 200);
        for (const [subject, samples] of Object.entries(times))
          rows.add(TEXT, subject, samples, { unit: "us", size: count, grows: true });
      }
    } finally {
      server.stop();
    }
    for (const count of SIZES) await loading(rows, count, quick ? 2 : 7);
  },
};

/** The same request again and again, all of them in turn. Resolves to microseconds. */
async function validating(validateOptions, server, count, rounds) {
  const { spec, request } = specification(count);
  const [specText, requestText] = [JSON.stringify(spec), JSON.stringify(request)];
  const compiled = new Ajv({ useDefaults: true }).compile(schema(spec));
  const our = () => validateOptions(specText, requestText);
  const their = () => {
    const options = JSON.parse(requestText);
    if (!compiled(options)) throw new Error(JSON.stringify(compiled.errors));
    return JSON.stringify(options);
  };
  await server.load(specText, requestText);
  assert.deepEqual(JSON.parse(our()), JSON.parse(their()));
  assert.deepEqual(JSON.parse(our()), JSON.parse(await server.answer()));
  const calls = Math.ceil(2_000 / count);
  const ways = {
    [OURS]: () => time(our, calls),
    [AJV]: () => time(their, calls),
    [SERVER]: () => server.time(Math.ceil(calls / 10)),
  };
  const times = { [OURS]: [], [AJV]: [], [SERVER]: [] };
  // In the first, Node's compilers have not seen enough of both.
  for (let i = -rounds; i < rounds; i++) {
    for (const [subject, take] of turns(Object.entries(ways), i)) {
      const took = await take();
      if (i >= 0) times[subject].push(took);
    }
  }
  return times;
}

/** Microseconds a call. */
function time(call, calls) {
  const start = performance.now();
  for (let i = 0; i < calls; i++) call();
  return (1_000 * (performance.now() - start)) / calls;
}

/** A specification from its text to a first request judged, each time in a new process. */
async function loading(rows, count, times) {
  const runs = [];
  for (let i = 0; i < times; i++) {
    const load = [at("bench/parts/load.mjs"), String(count)];
    const { stdout } = await quietly("node", load);
    runs.push(JSON.parse(stdout));
  }
  for (const which of ["first", "again"]) {
    for (const [whose, subject] of [
      ["ours", OURS],
      ["theirs", AJV],
    ]) {
      const samples = runs.map((run) => run[whose][which]);
      rows.add(`load, ${which}`, subject, samples, { size: count });
    }
  }
}
