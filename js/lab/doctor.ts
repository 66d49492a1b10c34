import { DOCTOR } from "./doctor-command.js";
import type { Shared } from "./shared.js";
import { strings } from "./strings.js";

/** The command that checks the connection. What it shows is fetched when it is first asked for. */
export function addDoctor({ app, isLite, host, palette }: Shared): void {
  if (isLite) return;
  app.commands.addCommand(DOCTOR, {
    ...strings.commands.doctor,
    describedBy: { args: { type: "object", properties: {} } },
    execute: async () => {
      const [{ showDoctor }, { copy }] = await Promise.all([
        import(/* webpackChunkName: "doctor" */ "./doctor-tab.js"),
        host(),
      ]);
      await showDoctor(app, copy);
    },
  });
  // Also where a site hides the rest: it says why.
  palette?.addItem({ command: DOCTOR, category: strings.title });
}
