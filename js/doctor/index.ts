/** The exports of `dist/dask-gateway-doctor.js`: what the server finds, and what only a browser can find. */
import type { Server } from "../jupyter/connection.js";
import { runChecks } from "./runner.js";
import { en } from "./strings.js";
import { type DoctorView, doctorView } from "./view.js";

export { buildId } from "../page/build-id.js";
export type { DoctorView };

/** The checks of the connection through this Jupyter server; `copy` puts text into the clipboard. */
export function createDoctor(server: Server, copy: (text: string) => Promise<void>): DoctorView {
  return doctorView(en, (changed) => runChecks(server, en, changed), copy);
}
