import type { Because, Message, RecentView, Status, StopRow } from "../model.js";

/** One sentence for each message id of the core: a missing one is a compile error. */
export type MessageTable = {
  [Id in Message["id"]]: (args: Extract<Message, { id: Id }>) => string;
};

/** The same for what can explain a cluster. */
export type ReasonTable = {
  [Id in Because["id"]]: (args: Extract<Because, { id: Id }>) => string;
};

/** The unit signs of a duration. */
export interface TimeUnits {
  d: string;
  h: string;
  min: string;
  s: string;
}

/** The tables of the parts and hosts, by their names: each adds its own where that stands, beside the English one. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by those.
export interface PartTables {}

/** All text of the view in one language. */
export interface Strings {
  /** The language and its direction, set on the panel: the page around it may be in another one. */
  lang: string;
  dir: "ltr" | "rtl";
  /** What the others say in that language. They have their English inside. */
  parts: Partial<PartTables>;
  messages: MessageTable;
  reasons: ReasonTable;
  units: TimeUnits;

  title: string;
  refresh: string;
  tryAgain: string;
  /** Behind the beginning of a text of so many characters. */
  showAll(characters: number): string;
  checkConnection: string;
  loading: string;
  /** Shown instead of the panel after a programming fault. */
  crashed: string;
  /** Of a form without a gateway. */
  brokenSpec(why: string): string;
  /** On the button beside that. */
  reload: string;
  /** After a fault of ours, when it goes on. */
  startedAnew: string;
  /** In the place of `<dask-gateway>`, when its program is not there. `reason`: without a full stop. */
  elementNotLoaded(reason: string): string;
  version(version: string): string;
  /** Somebody else's Jupyter server. */
  sharedBy(user: string): string;

  newCluster: string;
  optionsForm: string;
  noOptions: string;
  /** The bounds of a number field; at least one of them is given. */
  bounds(min: string | null, max: string | null): string;
  /** A select whose value is none of its options and is empty besides. */
  noChoice: string;
  /** A mapping's two ways to be edited. */
  asTable: string;
  asText: string;
  /** What can be done about a mapping's text: lines of variables that are no YAML; numbers and the like that are to be texts. */
  makeRows: string;
  putInQuotes: string;
  nameColumn: string;
  valueColumn: string;
  /** Rows count from 1. */
  nameInput(row: number): string;
  valueInput(row: number): string;
  removeRow(row: number): string;
  addRow: string;
  /** How many entries a mapping has. */
  entries(count: number): string;
  /** Closes a dialog in which all is taken as it is typed. */
  done: string;
  /** A size that was typed with its unit, as the number of bytes that is sent, as Python prints it. */
  bytesSent(number: string): string;
  /** Above many fields. */
  findOption: string;
  findCluster: string;
  clustersFound(found: number, all: number): string;
  noClusterFound: string;
  noneFound: string;
  /** Below many fields, of which `count` are folded away. */
  showMore(count: number): string;
  showFewer: string;
  resetThis: string;
  /** What the button before describes itself with. `label`: what the field is called. */
  resetField(label: string): string;
  workersAtStart: string;
  /** In its input while that is empty: the cluster starts without workers. */
  noWorkers: string;
  /** Before the input that makes it adaptive: the most workers. */
  upTo: string;
  /** Of a pending cluster: the workers that are asked for once it runs; null: a fixed number. */
  atStart(minimum: number | null, maximum: number): string;
  /** The accessible name of what so many workers come to; null: of each one. `parts`: cores, memory, what it costs. */
  footprint: string;
  footprintOf(workers: number | null, upTo: boolean, parts: string): string;
  /** `n` as it is written is `text`. */
  cores(n: number, text: string): string;
  gpus(n: number, text: string): string;
  anHour(money: string): string;
  soFar(money: string): string;
  /** It is less than its currency's smallest coin. */
  underSoFar(money: string): string;
  /** Before what only so many of the running clusters cost. */
  costOf(known: number, all: number, cost: string): string;
  spentTitle: string;
  spentByAllTitle: string;
  /** Of a cluster that ended. */
  hasCost(money: string): string;
  launch: string;
  launching: string;
  copyPython: string;
  reset: string;
  /** Opens what makes options of worker templates. */
  fromKubernetes: string;
  /** `reason`: without a full stop. */
  converterNotLoaded(reason: string): string;
  /** What was typed before the options of an earlier cluster came into the form. */
  putBack: string;
  /** What the form can be filled from. */
  preset: string;
  choosePreset: string;
  presetGroups: { site: string; own: string; launch: string };
  /** A launch, by when it was and what differed from the defaults. */
  launchedWith(at: number, what: string): string;
  savePreset: string;
  copyLink: string;
  /** A part of ours could not be fetched. */
  partMissing(detail: string): string;
  presetsNotKept(detail: string): string;
  /** Of a field that got its value from elsewhere. `before`: what it showed; empty: that is not said. */
  filledIn(before: string): string;

  clusters: string;
  clustersLoading: string;
  noClusters: string;
  noClustersHint: string;
  status: Record<Status, string>;
  pendingHint: string;
  /** Behind what is so: it unfolds what may be why, and what to do. */
  why: string;
  /** A sentence that may be true. */
  likely(sentence: string): string;
  /** What the duration beside a cluster's name means. */
  ageTitle(status: Status, duration: string): string;
  workers(count: number): string;
  threads(count: number): string;
  /** Workers on their way: `have` of `asked`; `have` is null while unknown. */
  scaling(have: number | null, asked: number): string;
  adaptiveRange(minimum: number, maximum: number): string;
  /** Workers have been seen to follow the work, nobody knows within which bounds. */
  seemsAdaptive: string;

  workersInput: string;
  scale: string;
  /** What Scale does to adaptive scaling. */
  scaleEndsAdapting: string;
  adaptive: string;
  minimumInput: string;
  maximumInput: string;
  minimumShort: string;
  maximumShort: string;
  to: string;
  adapt: string;
  /** What a screen reader says for an empty number input. */
  empty: string;

  /** Where there is room: a caption, and short words beside the icons. Each is part of its button's name. */
  connect: string;
  /** `drag`: there is something to drag it to. */
  connectTitle(drag: boolean): string;
  dragTitle: string;
  connectionCode: string;
  insertShort: string;
  copyShort: string;
  dashboardShort: string;
  insertCode: string;
  copyCode: string;
  openDashboard: string;
  openDashboardOutside: string;
  stop: string;
  stopShort: string;
  dismiss: string;
  /** Before the text that the browser does not let the page copy. */
  copyByHand: string;
  options: string;
  /** `also`: something else is said before that will stop it. */
  endsWithServer(also: boolean): string;
  /** A cluster's tick, and what it does. */
  withServer: string;
  withServerTitle: string;
  /** `label`: what the secret is called. */
  showSecret(label: string): string;
  hideSecret(label: string): string;

  /** The user's own name for a cluster. */
  rename: string;
  aliasInput: string;

  recent: string;
  /** How a cluster ended, in two words. */
  ended: Record<RecentView["ended"], string>;
  runAgain: string;
  runAgainTitle: string;
  launchNow: string;
  launchNowTitle: string;
  showMoreRecent(count: number): string;

  stopAll: string;
  stopAllQuestion: string;
  stopAllConsequence: string;
  stopStates: Record<NonNullable<StopRow["state"]>, string>;
  /** How far it is, of `all` clusters. */
  stopsDone(done: number, all: number): string;
  close: string;

  stopQuestion: string;
  /** `name`: what the cluster is called. */
  stopConsequence(name: string, workers: number | null): string;
  stopAnswer: string;
  cancel: string;

  /** A host's action failed without saying why. */
  actionFailed: string;
  badAddress(url: string): string;
}
