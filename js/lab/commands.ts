import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ReadonlyJSONObject, ReadonlyPartialJSONObject } from "@lumino/coreutils";
import type { Session, UserEvent, View } from "../view/model.js";
import { confirmOf } from "./confirm.js";
import { icon } from "./icon.js";
import type { GatewayPanel } from "./panel.js";
import { strings } from "./strings.js";

const PREFIX = "dask-gateway";
/** The commands that make sense without arguments. */
export const PALETTE_COMMANDS = ["open", "refresh", "launch"].map((name) => `${PREFIX}:${name}`);
export const OPEN = `${PREFIX}:open`;
/** It asks even there: what it stops is to be seen first. */
export const STOP_ALL = `${PREFIX}:stop-all`;

/** For the gateway to be heard of. Then the core says what cannot be done yet: later, nobody would expect it any more. */
const SETTLE_TIMEOUT_MS = 10_000;

type Args = ReadonlyPartialJSONObject;

const { args: about } = strings;
const CLUSTER = { type: "string", description: about.cluster };
/** The arguments that are numbers. */
const COUNTS: ReadonlySet<string> = new Set(["workers", "minimum", "maximum"]);
const count = (description: string) => ({ type: "integer", minimum: 0, description });

interface Command {
  args?: ReadonlyJSONObject;
  required?: string[];
  /**
   * It changes something, and a program or the user decides whether it should; "panel": in the panel, whose dialog
   * knows the cluster.
   */
  asks?: "dialog" | "panel";
  /** What the command means to the core; `session` is there and has heard from the gateway. */
  events(args: Args): UserEvent[];
}

const COMMANDS: Record<Exclude<keyof typeof strings.commands, "doctor">, Command> = {
  open: {
    events: () => [],
  },
  refresh: {
    events: () => [{ type: "refresh" }],
  },
  launch: {
    args: {
      options: {
        type: ["object", "string"],
        description: about.options,
      },
    },
    asks: "dialog",
    events: ({ options }) => {
      if (options === undefined) return [{ type: "launch" }];
      // Text goes through as it is: a number in it may be larger than JavaScript's can be.
      const text = typeof options === "string" ? options : JSON.stringify(options);
      return [{ type: "launch-with", options: text }];
    },
  },
  scale: {
    args: { cluster: CLUSTER, workers: count(about.workers) },
    required: ["cluster", "workers"],
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
    args: {
      cluster: CLUSTER,
      minimum: count(about.minimum),
      maximum: count(about.maximum),
    },
    required: ["cluster", "minimum", "maximum"],
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
    args: { cluster: CLUSTER },
    required: ["cluster"],
    asks: "panel",
    events: (args) => [{ type: "ask-stop", cluster: clusterOf(args) }],
  },
  "stop-all": {
    asks: "panel",
    events: () => [{ type: "ask-stop-all" }],
  },
  "insert-code": {
    args: { cluster: CLUSTER },
    required: ["cluster"],
    asks: "dialog",
    events: (args) => [{ type: "insert-code", cluster: clusterOf(args) }],
  },
  "open-dashboard": {
    args: { cluster: CLUSTER },
    required: ["cluster"],
    events: (args) => [{ type: "open-dashboard", cluster: clusterOf(args), outside: false }],
  },
};

/**
 * Each command opens the panel, for that is where its outcome is told. One that changes something asks first, unless a
 * program brings its own `confirm`: a notebook's markdown can run commands too.
 */
export function addCommands(app: JupyterFrontEnd, panel: GatewayPanel): void {
  for (const name of Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]) {
    const command = COMMANDS[name];
    const { args = {}, required = [] } = command;
    const { label, caption } = strings.commands[name];
    const id = `${PREFIX}:${name}`;
    app.commands.addCommand(id, {
      // A launcher card names a thing, not an action.
      label: (given) => (given?.isLauncher ? strings.title : label),
      caption,
      ...(name === "open" ? { icon } : {}),
      describedBy: { args: { type: "object", properties: args, required } },
      execute: async (said) => {
        // What a notebook says may be null.
        const given = said ?? {};
        for (const key of required) {
          if (given[key] === undefined) throw new Error(strings.missingArgument(id, key));
          // A text could be read as another number than the question shows.
          if (COUNTS.has(key) && !isCount(given[key])) throw new Error(strings.noCount(id, key));
        }
        const confirm = confirmOf(given);
        if (command.asks === "dialog" || (command.asks === "panel" && confirm !== undefined)) {
          const { askUser, question } = await import(
            /* webpackChunkName: "questions" */ "./questions.js"
          );
          if ((await (confirm ?? askUser)(question(name, given))) !== true) return;
        }
        app.shell.activateById(panel.id);
        const events = command.events(given);
        if (command.asks === "panel" && confirm !== undefined) {
          // Its own question is answered, and none that is open already about another cluster.
          events.unshift({ type: "answer-stop", stop: false });
          events.push({ type: "answer-stop", stop: true });
        }
        if (events.length === 0) return;
        const { session, view } = await panel.start();
        await until(
          session,
          ({ problem, form, clusters }) => problem !== null || (form !== null && clusters !== null),
        );
        for (const event of events) view.send(event);
      },
    });
  }
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function clusterOf(args: Args): string {
  return String(args.cluster);
}

/** Waits until the session is settled, or for SETTLE_TIMEOUT_MS. */
function until(session: Session, settled: (view: View) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const abort = new AbortController();
    const end = () => {
      clearTimeout(timer);
      abort.abort();
      resolve();
    };
    const timer = setTimeout(end, SETTLE_TIMEOUT_MS);
    const check = () => {
      if (settled(session.view())) end();
    };
    session.subscribe(check, abort.signal);
    check();
  });
}
