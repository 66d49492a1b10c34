/** npm run package: the wheel, in dist/. It needs neither Node nor Rust where it is installed. */
import fs from "node:fs";
import { at, filesIn, main, quietly } from "../lib.mjs";
import { setup } from "../setup.mjs";
import { build } from "./main.mjs";

/** Builds the wheel and resolves to its path in the repository. */
export async function makeWheel() {
  for (const old of wheels()) fs.rmSync(at(old));
  await quietly("hatchling", "build --target wheel --directory dist");
  return wheels()[0];
}

/** Paths of the wheels in dist/. */
export const wheels = () => filesIn("dist").filter((name) => name.endsWith(".whl"));

await main(import.meta.url, async () => {
  await setup();
  await build();
  const wheel = await makeWheel();
  console.log(`  ${wheel}: ${fs.statSync(at(wheel)).size} bytes`);
});
