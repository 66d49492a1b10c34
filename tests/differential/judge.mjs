/**
 * Ours, for the tests beside the Python packages. Reads lines `[specText, [requestText, …]]` and answers each
 * with one line: a list of `{"ok": text}` or `{"error": message}`.
 */
import { createInterface } from "node:readline";
import { ready, validateOptions } from "../../dist/dask-gateway.js";

await ready();

function judged(spec, request) {
  try {
    return { ok: validateOptions(spec, request) };
  } catch (error) {
    // Anything else than an error of ours is a fault, and ends the run.
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return { error: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [spec, requests] = JSON.parse(line);
  console.log(JSON.stringify(requests.map((request) => judged(spec, request))));
}
