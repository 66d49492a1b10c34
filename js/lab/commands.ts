import type { CommandName } from "./command-names.js";
import { describedBy } from "./described-by.js";

import type { Shared } from "./shared.js";
import { strings } from "./strings.js";

const idOf = (name: CommandName) => `dask-gateway:${name}`;

const NAMES = Object.keys(strings.commands).filter(
  (name): name is CommandName => name !== "open" && name !== "doctor",
);
/** Who chooses one of these in the palette knows what it does. */
export const IN_PALETTE = (["refresh", "launch"] as const).map(idOf);
/** The others ask even there, for a cluster at least. */
export const ASKING_IN_PALETTE = NAMES.filter(
  (name) => !/^(refresh|launch|copy|from)/.test(name),
).map(idOf);
/** What they do is done in the panel. */
const IN_PANEL: readonly CommandName[] = ["preset", "from-kubernetes"];

/**
 * Each command opens the panel, for that is where its outcome is told. What carries them out is fetched at the first, and what their
 * arguments are when somebody asks.
 */
export function addCommands(
  around: Pick<Shared, "app" | "panel" | "live" | "show" | "card">,
): void {
  for (const name of NAMES) {
    const { label, caption } = strings.commands[name];
    const needsPanel = IN_PANEL.includes(name);
    around.app.commands.addCommand(idOf(name), {
      label: onCard(around, name, label),
      caption,
      isVisible: () => around.live.isOffered && (!needsPanel || around.show !== null),
      isEnabled: () => {
        if (around.live.hasNone && name !== "refresh") return false;
        return around.card?.allows(name) ?? true;
      },
      describedBy: describedBy(name),
      execute: async (given) => {
        // It is forgotten in a moment.
        const card = around.card?.cluster ?? null;
        const { runCommand } = await import(/* webpackChunkName: "commands" */ "./run-command.js");
        // What a notebook says may be null.
        await runCommand(name, given ?? {}, around, card);
      },
    });
  }
}

/** A command's label: another in the menu of a cluster. */
export function onCard(around: Pick<Shared, "card">, name: string, label: string) {
  return (given?: { readonly [name: string]: unknown }) =>
    given?.isContextMenu ? (around.card?.labels[name] ?? label) : label;
}
