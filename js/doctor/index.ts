/** The exports of `dist/dask-gateway-doctor.js`: what the server finds, and what only a browser can find. */
import type { Server } from "../jupyter/connection.js";
import { bilingual } from "./bilingual.js";
import { runChecks } from "./runner.js";
import { type DoctorStrings, en } from "./strings.js";
import { type DoctorView, doctorView } from "./view.js";

export { buildId } from "../page/build-id.js";
export type { DoctorView };

/** The checks of the connection through this Jupyter server; `copy` puts text into the clipboard. What is shown is in the language of `strings`. */
export function createDoctor(
  server: Server,
  copy: (text: string) => Promise<void>,
  strings: DoctorStrings = en,
): DoctorView {
  const both = bilingual(en, strings);
  return doctorView(strings, (changed) => runChecks(server, both, changed), copy, both.shown);
}
