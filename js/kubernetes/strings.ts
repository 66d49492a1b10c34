import type { Strings } from "../view/strings/table.js";

/** All text of this part, in English. */
const en = {
  title: "From dask-kubernetes",
  about:
    "Paste a dask_config.yaml, a pod template, a DaskCluster, values of the Helm chart, or Python with KubeCluster. The form is filled with what this gateway has an option for; nothing is launched.",
  input: "Worker template or code",
  fill: "Fill the form",
  cancel: "Cancel",
  reading: "Reading…",
  /** What is said when it has been read. */
  read: (matched: number, lost: number): string => {
    const first =
      matched === 0
        ? "Nothing in it is about an option of this gateway."
        : `${matched} ${matched === 1 ? "value" : "values"} can be filled in.`;
    if (lost === 0) return first;
    return `${first} ${lost} ${lost === 1 ? "thing" : "things"} cannot be carried over.`;
  },
  filled: "What is filled in",
  columns: ["Template", "Option", "Value"],
  lost: "What cannot be carried over",
  /** `what`: by its name. */
  matched: {
    cores: "cores",
    "cores-limit": "cores, at most",
    memory: "memory",
    "memory-limit": "memory, at most",
    threads: "threads",
    "scheduler-cores": "scheduler’s cores",
    "scheduler-memory": "scheduler’s memory",
    image: "image",
    environment: "variables",
    workers: "workers",
  } as Readonly<Record<string, string>>,
  workersOption: "Workers at start",
  range: (minimum: string, maximum: string): string => `${minimum} to ${maximum}`,
  /** Of variables, whose values are not shown. */
  variables: (count: number): string => (count === 1 ? "1 variable" : `${count} variables`),
  notes: {
    rounded: "rounded",
    "rounded-up": "rounded up",
    "at-least": "has at least that",
  } as Readonly<Record<string, string>>,
  refused: "This gateway would refuse it.",
  reasons: {
    site: "The gateway’s administrator decides on this.",
    placement: "Where workers run is decided by the gateway’s administrator.",
    storage: "What storage workers have is decided by the gateway’s administrator.",
    permissions: "What workers may do in Kubernetes is decided by the gateway’s administrator.",
    own: "The gateway has its own way to do this.",
    command: "The gateway starts its workers with a command of its own.",
    argument: "Workers of a gateway are started without this.",
    "pod-limit": "The pod’s own limit is what counts, and its worker is told that.",
    requests: "One option is for both, and has the limit.",
    threads: "A worker has a thread for each whole core.",
    "one-worker": "Each worker has a pod of its own: ask for more workers instead.",
    "no-option": "This gateway has no option for it.",
    "value-from": "Its value is kept in the Kubernetes cluster, and is not in this text.",
    variable: "It is filled in from another program’s environment, and is not in this text.",
    "other-file": "It is in another file: paste that.",
    "second-group": "A cluster has workers of one kind: the first are taken.",
    bound: "How many workers there may be is the gateway’s to say.",
  } as Readonly<Record<string, string>>,
  /** Those that have to do with an option, by its label. */
  reasonsOf: {
    "in-choices": (option) => `Choose it in “${option}”: what its choices stand for is in words.`,
    "no-choice": (option) => `“${option}” has no such choice.`,
    "no-unit": (option) => `“${option}” does not tell in which unit it counts.`,
  } as Readonly<Record<string, (option: string) => string>>,
  noForm: "The gateway has not told its options yet: try again in a moment.",
  codeElsewhere:
    "This looks like Python. The form can be filled from code in JupyterLab; elsewhere, paste the worker template, or run: jupyter dask-gateway migrate NOTEBOOK.ipynb",
  /** `reason`: a sentence or its beginning. */
  /** Why nothing can be made of it, in the core's words. */
  said: (why: string): string => why,
  failed: (reason: string): string => `It could not be read. (${reason})`,
};

export type ConverterStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    kubernetes: ConverterStrings;
  }
}

/** The table of the language that the view speaks. */
export function converterStrings({ parts }: Strings): ConverterStrings {
  return parts.kubernetes ?? en;
}

/** The text of this name in a table; undefined for one that only all objects have. */
export function named<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
