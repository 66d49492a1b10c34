import { fileURLToPath } from "node:url";
import { build } from "vite";
import tests from "../../vitest.config.js";

/**
 * One of this folder's modules with all it imports, as the text of one ES module for a browser.
 *
 * @param {string} entry
 * @returns {Promise<string>}
 */
export async function bundle(entry) {
  const output = await build({
    configFile: false,
    logLevel: "error",
    resolve: tests.resolve,
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ["es"] },
    },
  });
  return (Array.isArray(output) ? output[0] : output).output[0].code;
}
