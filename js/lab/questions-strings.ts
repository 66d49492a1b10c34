import { spoken } from "../page/spoken.js";

/** What the commands say, in English: what they would do, asked before they do it, and what is wrong. `cluster` is a key. */
const en = {
  launch: { title: "Launch a Dask cluster?", yes: "Launch" },
  workersAtStart: (workers: string) => `Workers at start: ${workers}.`,
  panelOptions: "With the options as the Dask Gateway panel has them.",
  otherOptions: "All other options as the Dask Gateway panel has them.",
  scale: (cluster: string, workers: string) => ({
    title: `Scale cluster ${cluster}?`,
    details: [`Workers to ask for: ${workers}.`],
    yes: "Scale",
  }),
  adapt: (cluster: string, minimum: string, maximum: string) => ({
    title: `Let the workers of cluster ${cluster} follow its load?`,
    details: [`Workers at least: ${minimum}.`, `Workers at most: ${maximum}.`],
    yes: "Adapt",
  }),
  stop: (cluster: string) => ({
    title: `Stop cluster ${cluster}?`,
    details: ["Results that live only in its memory are lost."],
    yes: "Stop",
  }),
  "stop-all": {
    title: "Stop all clusters?",
    details: [
      "All that are pending or running.",
      "Results that live only in their memory are lost.",
    ],
    yes: "Stop",
  },
  "insert-code": (cluster: string) => ({
    title: `Insert code to connect to cluster ${cluster}?`,
    details: [
      "The cluster’s full name stands in the notebook then: whoever has it can see its dashboard.",
    ],
    yes: "Insert",
  }),
  connect: (cluster: string) => ({
    title: `Connect to cluster ${cluster}?`,
    details: [
      "The code that connects goes into the current notebook or console, and is run there if the setting “Connect” says so.",
      "The cluster’s full name stands there then: whoever has it can see its dashboard.",
    ],
    yes: "Connect",
  }),
  /** Asked for where they are missing. */
  arguments: {
    cluster: "Cluster",
    name: "Preset",
    workers: "Workers",
    minimum: "Minimum of workers",
    maximum: "Maximum of workers",
  },
  noClusters: "You have no cluster to which this can be done.",
  noPresets: "There are no presets.",
  fillIn: "Fill in",
  origin:
    "This was not asked for in the Dask Gateway panel but by a button in a document, a keyboard shortcut or another extension.",
  noWorkers: (command: string) =>
    `"workers" of ${command} must be a whole number, 0 or more, or a minimum and a maximum of that kind, as [0, 20].`,
  noCount: (command: string, name: string) =>
    `"${name}" of ${command} must be a whole number, 0 or more, and no text.`,
};

export type QuestionsStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    labQuestions: QuestionsStrings;
  }
}

/** In the language of the page. */
export const strings = (): QuestionsStrings => spoken("labQuestions", en);
