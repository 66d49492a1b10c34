import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ReadonlyJSONObject, ReadonlyPartialJSONObject } from "@lumino/coreutils";
import type { Session, UserEvent, View } from "../view/model.js";
import { icon } from "./icon.js";
import type { GatewayPanel } from "./panel.js";

const PREFIX = "dask-gateway";
/** The commands that make sense without arguments. */
export const FOR_PALETTE = ["open", "refresh", "launch"].map((name) => `${PREFIX}:${name}`);
export const OPEN = `${PREFIX}:open`;

type Args = ReadonlyPartialJSONObject;

const CLUSTER = {
  type: "string",
  description: "The cluster's name, or its first 8 characters as the panel shows them",
};
const count = (description: string) => ({ type: "integer", minimum: 0, description });

interface Entry {
  label: string;
  caption: string;
  args?: ReadonlyJSONObject;
  required?: string[];
  /** What the command means to the core; `session` is there and has heard from the gateway. */
  events(args: Args): UserEvent[];
}

const COMMANDS: Record<string, Entry> = {
  open: {
    label: "Open Dask Gateway",
    caption: "Show the Dask Gateway panel",
    events: () => [],
  },
  refresh: {
    label: "Refresh Dask Clusters",
    caption: "Ask the gateway for its options and clusters again",
    events: () => [{ type: "refresh" }],
  },
  launch: {
    label: "Launch Dask Cluster",
    caption: "Launch a cluster with the options in the panel",
    args: {
      options: {
        type: ["object", "string"],
        description: "Options to use in place of the panel's: an object, or its JSON text",
      },
    },
    events: ({ options }) => {
      if (options === undefined) return [{ type: "launch" }];
      // Text goes through as it is: a number in it may be larger than JavaScript's can be.
      const text = typeof options === "string" ? options : JSON.stringify(options);
      return [{ type: "launch-with", options: text }];
    },
  },
  scale: {
    label: "Scale Dask Cluster",
    caption: "Ask for a number of workers",
    args: { cluster: CLUSTER, workers: count("Workers to have") },
    required: ["cluster", "workers"],
    events: (args) => {
      const cluster = clusterOf(args);
      return [
        { type: "edit-cluster", cluster, input: "workers", text: String(args.workers) },
        { type: "scale", cluster },
      ];
    },
  },
  adapt: {
    label: "Adapt Dask Cluster",
    caption: "Let the number of workers follow the load, between two bounds",
    args: {
      cluster: CLUSTER,
      minimum: count("Workers to keep at least"),
      maximum: count("Workers to have at most"),
    },
    required: ["cluster", "minimum", "maximum"],
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
    label: "Stop Dask Cluster",
    caption: "Stop a cluster, after a question",
    args: { cluster: CLUSTER },
    required: ["cluster"],
    events: (args) => [{ type: "ask-stop", cluster: clusterOf(args) }],
  },
  "insert-code": {
    label: "Insert Code to Connect to a Dask Cluster",
    caption: "Insert a cell that connects to a cluster into the current notebook",
    args: { cluster: CLUSTER },
    required: ["cluster"],
    events: (args) => [{ type: "insert-code", cluster: clusterOf(args) }],
  },
  "open-dashboard": {
    label: "Open Dask Dashboard",
    caption: "Open a cluster's dashboard in a tab",
    args: { cluster: CLUSTER },
    required: ["cluster"],
    events: (args) => [{ type: "open-dashboard", cluster: clusterOf(args), outside: false }],
  },
};

/** Each command opens the panel, for that is where its outcome is told. */
export function addCommands(app: JupyterFrontEnd, panel: GatewayPanel): void {
  for (const [name, entry] of Object.entries(COMMANDS)) {
    const { label, caption, args = {}, required = [] } = entry;
    app.commands.addCommand(`${PREFIX}:${name}`, {
      // A launcher card shows a thing, not an action.
      label: (given) => (given.isLauncher ? "Dask Gateway" : label),
      caption,
      ...(name === "open" ? { icon } : {}),
      describedBy: { args: { type: "object", properties: args, required } },
      execute: async (given) => {
        for (const key of required) {
          if (given[key] === undefined) throw new Error(`${PREFIX}:${name} needs "${key}".`);
        }
        app.shell.activateById(panel.id);
        const events = entry.events(given);
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

function clusterOf(args: Args): string {
  return String(args.cluster);
}

function until(session: Session, settled: (view: View) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const abort = new AbortController();
    const look = () => {
      if (!settled(session.view())) return;
      abort.abort();
      resolve();
    };
    session.subscribe(look, abort.signal);
    look();
  });
}
