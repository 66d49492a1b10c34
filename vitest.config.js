import { fileURLToPath } from "node:url";

/** Written by the build, which these tests do not need. */
const replacement = fileURLToPath(new URL("tests/view/asset-urls.ts", import.meta.url));

export default {
  resolve: { alias: [{ find: /^.*\/page\/asset-urls\.js$/, replacement }] },
  test: { include: ["tests/view/**/*.test.ts", "js/**/*.test.ts"] },
};
