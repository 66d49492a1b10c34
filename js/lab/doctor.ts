import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Server } from "../jupyter/connection.js";
import type { Host } from "../view/model.js";
import { strings } from "./strings.js";

export const DOCTOR = "dask-gateway:doctor";

/** The command that checks the connection. What it shows is fetched when it is first asked for. */
export function addDoctor(app: JupyterFrontEnd, server: Server, copy: Host["copy"]): void {
  app.commands.addCommand(DOCTOR, {
    ...strings.commands.doctor,
    describedBy: { args: { type: "object", properties: {} } },
    execute: async () => {
      const { showDoctor } = await import(/* webpackChunkName: "doctor" */ "./doctor-tab.js");
      await showDoctor(app, server, copy);
    },
  });
}
