import { thisPage } from "../../js/doctor/page.js";
import { reach } from "../../js/doctor/reach.js";

/** Leaves the doctor's probes on a page, for tests in a real browser. */
const page = thisPage("");
Object.assign(globalThis, {
  reach: (address: string) => reach(address, page),
  allowsWasm: page.allowsWasm,
});
