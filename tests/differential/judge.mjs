/**
 * Ours, for the tests beside the Python packages. Reads lines of JSON and answers each with one: a list of
 * `{"ok": text}` or `{"error": message}`.
 *
 * - `[specText, [requestText, …]]`: requests to one specification.
 * - `[null, [yamlText, …]]`: mappings, whose errors have their place, `"at": [line, column]`.
 */
import { createInterface } from "node:readline";
import { parseMapping, ready, validateOptions } from "../../dist/dask-gateway.js";

await ready();

function judged(spec, text) {
  try {
    return { ok: spec === null ? parseMapping(text) : validateOptions(spec, text) };
  } catch (error) {
    // Anything else than an error of ours is a fault, and ends the run.
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return { error: error.message, at: [error.line, error.column] };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [spec, texts] = JSON.parse(line);
  console.log(JSON.stringify(texts.map((text) => judged(spec, text))));
}
