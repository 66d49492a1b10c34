/**
 * What it takes to make use of a specification of so many fields, in a process that has never seen one, as a page does once:
 * from its text until a first request is judged. Prints milliseconds, ours and Ajv's, of the first specification and of the
 * fastest of some more.
 */
import { Ajv } from "ajv";
import { at } from "../../scripts/lib.mjs";
import { schema, specification } from "./specs.mjs";

const count = Number(process.argv[2]);
const { ready, validateOptions } = await import(at("dist/dask-gateway.js"));
await ready();

const ours = times(60, (text) => validateOptions(text, "{}"));
const theirs = times(1, (text) =>
  new Ajv({ useDefaults: true }).compile(schema(JSON.parse(text)))({}),
);
console.log(JSON.stringify({ ours, theirs }));

function times(more, load) {
  const time = (_, i) => {
    const text = JSON.stringify(specification(count, `option_${i}_`).spec);
    const start = performance.now();
    load(text);
    return performance.now() - start;
  };
  const [first, ...again] = Array.from({ length: 1 + more }, time);
  return { first, again: Math.min(...again) };
}
