/** npm run format: every formatter, and the fixes that linters are sure of. */
import { main, run } from "./lib.mjs";
import { setup } from "./setup.mjs";

await main(import.meta.url, async () => {
  await setup();
  await run("cargo", "fmt");
  await run("cargo", "fmt --manifest-path fuzz/Cargo.toml");
  await run("biome", "check --write");
  await run("ruff", "check --fix", { check: false });
  await run("ruff", "format");
});
