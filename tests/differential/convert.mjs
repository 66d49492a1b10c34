/**
 * Ours, for the test of what worker templates come to. Reads lines of JSON, `[specText, [templateText, …]]`, and answers each with
 * one: a list of `{"ok": text}` or `{"error": message}`.
 */
import { createInterface } from "node:readline";
import { convertWorkerTemplate, ready } from "../../dist/dask-gateway-kubernetes.js";

await ready();

function converted(spec, text) {
  try {
    return { ok: convertWorkerTemplate(text, spec) };
  } catch (error) {
    // Anything else than an error of ours is a fault, and ends the run.
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return { error: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [spec, texts] = JSON.parse(line);
  console.log(JSON.stringify(texts.map((text) => converted(spec, text))));
}
