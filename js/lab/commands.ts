import { describedBy } from "./described-by.js";
import type { CommandName } from "./run-command.js";
import type { Shared } from "./shared.js";
import { strings } from "./strings.js";

const PREFIX = "dask-gateway";
/** The commands that make sense without arguments. */
export const PALETTE_COMMANDS = ["refresh", "launch"].map((name) => `${PREFIX}:${name}`);
/** It asks even there: what it stops is to be seen first. */
export const STOP_ALL = `${PREFIX}:stop-all`;

const NAMES: readonly CommandName[] = [
  "refresh",
  "launch",
  "preset",
  "copy-link",
  "scale",
  "adapt",
  "stop",
  "stop-all",
  "insert-code",
  "connect",
  "open-dashboard",
  "from-kubernetes",
];
/** What they do is done in the panel. */
const IN_PANEL: readonly CommandName[] = ["preset", "from-kubernetes"];

/**
 * Each command opens the panel, for that is where its outcome is told. What carries them out is fetched at the first, and what their
 * arguments are when somebody asks.
 */
export function addCommands(around: Pick<Shared, "app" | "panel" | "live" | "show">): void {
  for (const name of NAMES) {
    const needsPanel = IN_PANEL.includes(name);
    around.app.commands.addCommand(`${PREFIX}:${name}`, {
      ...strings.commands[name],
      isVisible: () => !needsPanel || around.show !== null,
      describedBy: describedBy(name),
      execute: async (given) => {
        const { runCommand } = await import(/* webpackChunkName: "commands" */ "./run-command.js");
        // What a notebook says may be null.
        await runCommand(name, given ?? {}, around);
      },
    });
  }
}
