import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ReadonlyJSONObject } from "@lumino/coreutils";
import { icon } from "./icon.js";
import type { GatewayPanel } from "./panel.js";
import type { CommandName } from "./run-command.js";
import { strings } from "./strings.js";

const PREFIX = "dask-gateway";
/** The commands that make sense without arguments. */
export const PALETTE_COMMANDS = ["open", "refresh", "launch"].map((name) => `${PREFIX}:${name}`);
export const OPEN = `${PREFIX}:open`;
/** It asks even there: what it stops is to be seen first. */
export const STOP_ALL = `${PREFIX}:stop-all`;

const { args: about } = strings;
const cluster = { type: "string", description: about.cluster };
const count = (description: string) => ({ type: "integer", minimum: 0, description });

/** What they take, besides `confirm`. What they do is in `run-command.ts`. */
const COMMANDS: Record<CommandName, ReadonlyJSONObject> = {
  open: {},
  refresh: {},
  launch: {
    options: { type: ["object", "string"], description: about.options },
    workers: { type: ["integer", "array"], minimum: 0, description: about.atStart },
  },
  preset: { name: { type: "string", description: about.name } },
  "copy-link": {},
  scale: { cluster, workers: count(about.workers) },
  adapt: { cluster, minimum: count(about.minimum), maximum: count(about.maximum) },
  stop: { cluster },
  "stop-all": {},
  "insert-code": { cluster },
  connect: { cluster },
  "open-dashboard": { cluster },
  "from-kubernetes": { text: { type: "string", description: about.text } },
};
/** The commands that can do without their arguments. */
const NEEDS_NOTHING: readonly string[] = ["launch", "from-kubernetes"];

/** Each command opens the panel, for that is where its outcome is told. What carries them out is fetched at the first. */
export function addCommands(app: JupyterFrontEnd, panel: GatewayPanel, show: () => void): void {
  for (const name of Object.keys(COMMANDS) as CommandName[]) {
    const properties = COMMANDS[name];
    const required = NEEDS_NOTHING.includes(name) ? [] : Object.keys(properties);
    const { label, caption } = strings.commands[name];
    app.commands.addCommand(`${PREFIX}:${name}`, {
      // A launcher card names a thing, not an action.
      label: (given) => (given?.isLauncher ? strings.title : label),
      caption,
      ...(name === "open" ? { icon } : {}),
      describedBy: { args: { type: "object", properties, required } },
      execute: async (given) => {
        if (name === "open") return show();
        const { runCommand } = await import(/* webpackChunkName: "commands" */ "./run-command.js");
        // What a notebook says may be null.
        await runCommand(name, given ?? {}, required, panel, show);
      },
    });
  }
}
