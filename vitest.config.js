import { fileURLToPath } from "node:url";

/** Written by the build, which these tests do not need. */
const neighbours = fileURLToPath(new URL("tests/view/neighbours.ts", import.meta.url));

export default {
  resolve: { alias: [{ find: /^\.\.\/neighbours\.js$/, replacement: neighbours }] },
  test: { include: ["tests/view/**/*.test.ts", "js/**/*.test.ts"] },
};
