import { fileURLToPath } from "node:url";

/** Written by the build, which these tests do not need. */
const generated = (name) => ({
  find: new RegExp(`^.*/${name}\\.js$`),
  replacement: fileURLToPath(new URL(`tests/view/${name}.ts`, import.meta.url)),
});

export default {
  resolve: { alias: [generated("asset-urls"), generated("build-id")] },
  test: { include: ["tests/view/**/*.test.ts"] },
};
