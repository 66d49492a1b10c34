import { contextOfPage } from "../../js/doctor/context.js";
import { reach } from "../../js/doctor/probe.js";

/** Leaves the doctor's probes on a page, for tests in a real browser. */
const page = contextOfPage("");
Object.assign(globalThis, {
  reach: (address: string) => reach(address, page),
  allowsWasm: page.allowsWasm,
});
