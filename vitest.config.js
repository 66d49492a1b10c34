import { fileURLToPath } from "node:url";

const inView = (name) => fileURLToPath(new URL(`tests/view/${name}`, import.meta.url));

/** Written by the build, which these tests do not need. */
const generated = (name) => ({
  find: new RegExp(`^.*/${name}\\.js$`),
  replacement: inView(`${name}.ts`),
});

export default {
  resolve: {
    alias: [
      generated("asset-urls"),
      generated("build-id"),
      generated("module-name"),
      // JupyterLab alone has it.
      { find: "@jupyterlab/running", replacement: inView("lab-running-module.ts") },
    ],
  },
  test: {
    include: ["tests/view/**/*.test.ts"],
    setupFiles: [inView("tried-again.ts")],
    // Many are in a browser, and the machine may have more to do.
    testTimeout: 30_000,
  },
};
