import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import type { MountHandle } from "../view/index.js";
import type { UserEvent, View } from "../view/model.js";
import { requiredOf } from "./command-arguments.js";
import { confirmOf } from "./confirm.js";
import { fill } from "./fill.js";
import { languageCame } from "./language-came.js";
import type { LaunchOptions } from "./launch-options.js";
import { askUser, question } from "./questions.js";
import { strings } from "./questions-strings.js";
import type { Shared } from "./shared.js";
import { strings as labStrings } from "./strings.js";
import { tellHere } from "./tell-here.js";
import { until, untilWatched } from "./until.js";

/** All but those of the panel and the doctor. */
export type CommandName = Exclude<keyof typeof labStrings.commands, "open" | "doctor">;

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
 * run commands too.
 */
export async function runCommand(
  name: CommandName,
  given: Args,
  { panel, live, show }: Pick<Shared, "panel" | "live" | "show">,
): Promise<void> {
  const command = COMMANDS[name];
  const id = `dask-gateway:${name}`;
  await languageCame();
  for (const key of requiredOf(name)) {
    if (given[key] === undefined)
      throw new Error(fill(labStrings.missingArgument, { command: id, name: key }));
    // A text could be read as another number than the question shows.
    if (COUNTS.has(key) && !isCount(given[key])) throw new Error(strings().noCount(id, key));
  }
  const { workers = null } = given as LaunchOptions;
  if (name === "launch" && workers !== null && !areWorkers(workers))
    throw new Error(strings().noWorkers(id));
  const confirm = confirmOf(given);
  // Without a panel there is no dialog of its own.
  const asksHere = confirm !== undefined || show === null;
  if (command.asks === "dialog" || (command.asks === "panel" && asksHere)) {
    if ((await (confirm ?? askUser)(question(name, given))) !== true) return;
  }
  // A program of the page, which tells the outcome itself. Nothing from a notebook does something unseen.
  const isQuiet = confirm !== undefined && given.show === false;
  if (!isQuiet) show?.();
  // It would surprise somebody who logs in later.
  if (panel.needsLogin) return;
  const events = command.events(given);
  if (command.asks === "panel" && asksHere) {
    // Its own question is answered, and none that is open already about another cluster.
    events.unshift({ type: "answer-stop", stop: false });
    events.push({ type: "answer-stop", stop: true });
  }
  const shown = await panel.start();
  const { session, view } = shown;
  // Then the core says what cannot be done yet.
  const isSettled = ({ problem, form, clusters }: View) =>
    problem !== null || (form !== null && clusters !== null);
  await (show === null || isQuiet ? untilWatched(shown, isSettled) : until(session, isSettled));
  const before = session.view();
  for (const event of events) view.send(event);
  command.show?.(view, given);
  if (show === null && !isQuiet && !live.takesTime(events))
    await tellHere(shown, before, given.cluster);
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
