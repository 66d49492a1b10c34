import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import type { MountHandle } from "../view/index.js";
import type { UserEvent, View } from "../view/model.js";
import { requiredOf } from "./command-arguments.js";
import type { CommandName } from "./command-names.js";
import { CONFIRMED, type Confirm } from "./confirm.js";
import { fill } from "./fill.js";
import { languageCame } from "./language-came.js";
import { later } from "./later-strings.js";
import type { LaunchOptions } from "./launch-options.js";
import { askFor } from "./missing-arguments.js";
import type { GatewayPanel, Shown } from "./panel.js";
import { askUser, question } from "./questions.js";
import { strings } from "./questions-strings.js";
import type { Shared } from "./shared.js";
import { tellHere } from "./tell-here.js";
import { until, untilWatched } from "./until.js";

type Args = ReadonlyPartialJSONObject;

/** The arguments that are numbers. */
const COUNTS: ReadonlySet<string> = new Set(["workers", "minimum", "maximum"]);

interface Command {
  /**
   * It changes something, and a program or the user decides whether it should; "panel": in the panel, whose dialog
   * knows the cluster.
   */
  asks?: "dialog" | "panel";
  /** What the command means to the core; `session` is there and has heard from the gateway. */
  events(args: Args): UserEvent[];
  /** What it does besides, when these have been sent. */
  show?(view: MountHandle, args: Args): void;
}

const COMMANDS: Record<CommandName, Command> = {
  refresh: {
    events: () => [{ type: "refresh" }],
  },
  launch: {
    asks: "dialog",
    events: (args) => {
      const { options, workers = null } = args as LaunchOptions;
      if (options === undefined && workers === null) return [{ type: "launch" }];
      // Text goes through as it is: a number in it may be larger than JavaScript's can be.
      const text = typeof options === "string" ? options : JSON.stringify(options ?? {});
      const atStart = workers === null ? null : JSON.stringify(workers);
      return [{ type: "launch-with", options: text, workers: atStart }];
    },
  },
  preset: {
    events: ({ name }) => [{ type: "choose-preset", kind: "any", name: String(name) }],
  },
  "copy-link": {
    events: () => [{ type: "copy-link", mappings: "[]" }],
  },
  scale: {
    asks: "dialog",
    events: (args) => {
      const cluster = clusterOf(args);
      return [
        { type: "edit-cluster", cluster, input: "workers", text: String(args.workers) },
        { type: "scale", cluster },
      ];
    },
  },
  adapt: {
    asks: "dialog",
    events: (args) => {
      const cluster = clusterOf(args);
      return [
        { type: "edit-cluster", cluster, input: "minimum", text: String(args.minimum) },
        { type: "edit-cluster", cluster, input: "maximum", text: String(args.maximum) },
        { type: "adapt", cluster },
      ];
    },
  },
  stop: {
    asks: "panel",
    events: (args) => [{ type: "ask-stop", cluster: clusterOf(args) }],
  },
  "stop-all": {
    asks: "panel",
    events: () => [{ type: "ask-stop-all" }],
  },
  "insert-code": {
    asks: "dialog",
    events: (args) => [{ type: "insert-code", cluster: clusterOf(args) }],
  },
  connect: {
    asks: "dialog",
    events: (args) => [{ type: "connect", cluster: clusterOf(args) }],
  },
  "open-dashboard": {
    events: (args) => [{ type: "open-dashboard", cluster: clusterOf(args), outside: false }],
  },
  // Whatever text it is given: only the user fills the form with what comes of it.
  "from-kubernetes": {
    events: () => [],
    show: (view, { text }) => view.openConverter(typeof text === "string" ? text : undefined),
  },
};

/**
 * Carries out a command. One that changes something asks first, unless a program brings its own `confirm`: a notebook's markdown can
 * run commands too. For such a program it ends when this page has done what is to be done in it, such as running a cell, and rejects if
 * that failed. `card`: it was chosen in the menu of the cluster with this key.
 */
export async function runCommand(
  name: CommandName,
  options: Args,
  { panel, live, show }: Pick<Shared, "panel" | "live" | "show">,
  card: string | null = null,
): Promise<void> {
  const command = COMMANDS[name];
  await languageCame();
  const required = requiredOf(name);
  const confirm = confirmOf(options);
  const mayAsk = confirm === undefined || confirm === CONFIRMED.confirm;
  let given: Args = card === null ? options : { ...options, cluster: card };
  check(name, given, mayAsk ? required.filter((key) => given[key] !== undefined) : required);
  const missing = required.filter((key) => given[key] === undefined);
  // Who is asked for more, or has chosen it for this cluster, knows what it does.
  const isAgreed = card !== null || missing.length > 0;
  if (missing.length > 0) {
    const shown = await heard(panel, show);
    const more = shown && (await askFor(name, missing, given, shown));
    if (!more) return;
    given = { ...given, ...more };
  }
  // Without a panel there is no dialog of its own.
  const asksHere = confirm !== undefined || show === null;
  if (command.asks === "panel" ? asksHere : command.asks === "dialog" && !isAgreed) {
    if ((await (confirm ?? askUser)(question(name, given))) !== true) return;
  }
  // A program of the page, which tells the outcome itself. Nothing from a notebook does something unseen.
  const isQuiet = confirm !== undefined && given.show === false;
  const shown = await heard(panel, isQuiet ? null : show);
  if (shown === null) return;
  const events = command.events(given);
  if (command.asks === "panel" && asksHere) {
    // Its own question is answered, and none that is open already about another cluster.
    events.unshift({ type: "answer-stop", stop: false });
    events.push({ type: "answer-stop", stop: true });
  }
  const { session, view } = shown;
  const before = session.view();
  const sent = Promise.all(events.map((event) => view.send(event)));
  command.show?.(view, given);
  // The user reads it in the panel.
  const failure = mayAsk ? undefined : (await sent).flat().find((why) => why !== undefined);
  if (failure !== undefined) throw new Error(failure);
  if (show === null && !isQuiet && !live.takesTime(events))
    await tellHere(shown, before, given.cluster);
}

/** The session, when it has heard from the gateway: then the core says what cannot be done yet. Null: the user is to log in. */
async function heard(panel: GatewayPanel, show: (() => void) | null): Promise<Shown | null> {
  show?.();
  // It would surprise somebody who logs in later.
  if (panel.needsLogin) return null;
  const shown = await panel.start();
  const isSettled = ({ problem, form, clusters }: View) =>
    problem !== null || (form !== null && clusters !== null);
  await (show === null ? untilWatched(shown, isSettled) : until(shown.session, isSettled));
  return shown;
}

/** Throws where one of these is missing, or could be read as another number than the question shows. */
function check(name: CommandName, given: Args, needed: readonly string[]): void {
  const id = `dask-gateway:${name}`;
  for (const key of needed) {
    if (given[key] === undefined)
      throw new Error(fill(later.missingArgument, { command: id, name: key }));
    if (COUNTS.has(key) && !isCount(given[key])) throw new Error(strings().noCount(id, key));
  }
  const { workers = null } = given as LaunchOptions;
  if (name === "launch" && workers !== null && !areWorkers(workers))
    throw new Error(strings().noWorkers(id));
}

/** A number of workers, or the bounds between which a cluster adapts. */
function areWorkers(value: unknown): boolean {
  if (!Array.isArray(value)) return isCount(value);
  return value.length === 2 && value.every(isCount) && value[0] <= value[1];
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function clusterOf(args: Args): string {
  return String(args.cluster);
}

/** A program's `confirm` among a command's arguments. */
function confirmOf(args: object): Confirm | undefined {
  const { confirm } = args as { confirm?: unknown };
  return typeof confirm === "function" ? (confirm as Confirm) : undefined;
}
