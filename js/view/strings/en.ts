import { count, inThousands } from "../../page/count.js";
import { timeOfDay } from "../../page/time-of-day.js";
import type { NotText } from "../model.js";
import { formatAmount, formatBound, formatBytes, formatDuration } from "../ui/format.js";
import type { Strings } from "./table.js";

const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "long" });

/** "at 12:41", and of another day which. */
function moment(when: Date, now: Date): string {
  const at = `at ${timeOfDay.format(when)}`;
  return when.toDateString() === now.toDateString() ? at : `on ${day.format(when)} ${at}`;
}

/** "12:41", and of another day which. */
function since(at: number): string {
  return moment(new Date(at), new Date()).replace(/^(at|on) /, "");
}

const clock = (at: number): string => timeOfDay.format(new Date(at));

const units = { d: "d", h: "h", min: "min", s: "s" };

const workers = (n: number): string => count(n, "worker", "workers");

/** How many workers fit into what the site allows. */
const ofThese = (most: number): string =>
  most === 0
    ? "not one of these workers fits"
    : `the gateway may give ${count(most, "such worker", "such workers")}`;

function notText({ name, kind, value }: NotText): string {
  if (kind === "null") return `${name} is empty (null)`;
  if (kind === "bool") return `${name} is ${value}`;
  return value ? `${name} is the ${kind} ${value}` : `${name} is a ${kind}`;
}

/** English. Accessible names in here are an interface: tests and assistive technology rely on them. */
export const en: Strings = {
  lang: "en",
  dir: "ltr",
  parts: {},
  messages: {
    said: (args) => args.text,
    invalid: ({ label, why, bound, isBytes }) => {
      const number = formatBound(bound, isBytes, "en");
      const said = {
        "at-least": `At least ${number}.`,
        "at-most": `At most ${number}.`,
        "not-whole": "Enter a whole number.",
        "not-number": "Enter a number.",
        "not-text": "Enter a text.",
        "not-bool": "Choose yes or no.",
        "not-mapping": "Enter names with their values.",
        "no-choice": "Choose one of the list.",
        "too-large": "Enter a smaller number.",
        unknown: "This gateway does not offer all of these options.",
      }[why];
      return label ? `“${label}”: ${said.charAt(0).toLowerCase()}${said.slice(1)}` : said;
    },
    "no-answer": () =>
      "No answer. Check that you are online and that the server is running, then try again.",
    "no-answer-yet": (args) =>
      `No answer yet (${args.seconds} s): the gateway, or the way to it, may be busy…`,
    "timed-out": () => "The gateway did not answer in time. It may be busy: try again in a moment.",
    "not-offered": () =>
      "This page cannot reach the gateway in the way that the settings prescribe. Set the connection to “auto”.",
    "too-large": () =>
      "The gateway’s answer is larger than this page takes. Tell your administrator.",
    "not-json": (args) =>
      `The gateway answered with a web page instead of data (HTTP ${args.status}). You may need to log in again: reload the page.`,
    "not-configured": (args) => args.text,
    "login-needed": () =>
      "Your login has ended. Log in again; reload the page if nothing here asks you to.",
    forbidden: (args) =>
      args.text.trim() === ""
        ? "This is not allowed (HTTP 403), and nothing says why. Your login may have ended: reload the page. If that does not help, ask your administrator."
        : `This is not allowed: ${args.text} — if it should be, ask your administrator.`,
    "asked-to-wait": (args) =>
      `The gateway, or a server in front of it, gets too many requests and asks to wait${args.seconds > 0 ? ` ${count(args.seconds, "second", "seconds")}` : " a while"}. This page then asks again by itself; if this answered a click of yours, click again.`,
    "nothing-there": () =>
      "There is nothing under the gateway’s address (HTTP 404): is it a Dask Gateway? It may be starting, or its address in the configuration may be wrong.",
    "no-extension": () =>
      "The Jupyter server does not know what this page asks of it (HTTP 404): its extension jupyter_dask_gateway is disabled or not installed. Restart the server; if that does not help, ask your administrator.",
    "no-server": () =>
      "Your Jupyter server is not running (HTTP 424). Reload the page to start it again.",
    "not-there-now": (args) =>
      `The gateway, or a server on the way to it, is not there just now (HTTP ${args.status}). It is asked again by itself.`,
    http: (args) =>
      `The gateway answered with an error and no explanation (HTTP ${args.status}). Try again; if it happens again, tell your administrator.`,
    "options-broken": () =>
      "The options that this gateway publishes are broken: tell your administrator. Until then nothing can be launched here; the clusters that run can be seen and stopped.",
    bare: (args) =>
      args.text.trim() === ""
        ? "The gateway refused these options and does not say why: tell your administrator."
        : `The gateway refused these options and says only: ${args.text} — most likely an error in the site’s own rules for options. Tell your administrator.`,
    unexpected: (args) =>
      `The gateway’s answer could not be understood (${args.detail}). Its version may not fit this one: tell your administrator.`,
    launched: (args) => `Cluster ${args.cluster} is starting.`,
    "launch-too-early": () =>
      "Nothing was launched: a launch was asked for before the gateway had told its options.",
    "launch-unknown": () =>
      "The gateway’s answer was lost, so it is not known yet whether a cluster was created. Looking for it in the list…",
    "launch-again": () =>
      "It is not known yet whether your last launch created a cluster. Launch again to have another one all the same.",
    "launched-elsewhere": () =>
      "Another tab launched a cluster with these options a moment ago. Launch again to have one more.",
    "launch-found": (args) =>
      `The gateway’s answer was lost, but the cluster was created: ${args.cluster}.`,
    "launch-recalled": (args) =>
      `Your cluster ${args.cluster} was created before the page was reloaded.`,
    "launch-not-found": (args) =>
      `${
        args.reloaded
          ? "The page was reloaded before the gateway had answered your launch"
          : "The gateway’s answer was lost"
      }, and no cluster has appeared: it was probably not created. Launch again if you want one.`,
    "launch-several": (args) => {
      const more = args.more > 0 ? ` and ${inThousands(args.more)} more` : "";
      return `The gateway’s answer to your launch was lost. It may have created one of these, but it cannot be told which: ${args.clusters.join(", ")}${more}. Stop what you do not need, or launch again.`;
    },
    "scale-unknown": (args) =>
      `The gateway’s answer was lost, so it is not known whether ${workers(args.workers)} were asked for. If they do not come, scale again: it does no harm.`,
    "adapt-unknown": (args) =>
      `The gateway’s answer was lost, so it is not known whether the cluster adapts, from ${args.minimum} to ${args.maximum} workers. Adapt again to be sure: it does no harm.`,
    "stop-unknown": () =>
      "The gateway’s answer was lost, so it is not known yet whether the cluster is being stopped. Looking…",
    "stop-not-done": () =>
      "The gateway’s answer was lost, and the cluster has not been stopped. Stop it again.",
    "not-done": () =>
      "Your last request was not carried out. The gateway answers again now: try once more.",
    "invalid-first": (args) => `Correct “${args.label}” first.`,
    "invalid-workers-first": () => "Correct “Workers at start” first.",
    "not-workers": () =>
      "The workers to start with are a whole number, or a minimum and a maximum.",
    "reading-first": (args) => `“${args.label}” is still being read: wait a moment.`,
    scaling: (args) =>
      `Asked for ${workers(args.workers)}.${args.endedAdapting ? " Adaptive scaling is off now." : ""}`,
    limited: (args) => args.text || "The gateway did not do all of what was asked for.",
    adapting: (args) =>
      `The number of workers now follows the work, from ${args.minimum} to ${args.maximum}.`,
    "no-figures": () =>
      "Workers, threads and memory cannot be shown here. Scale, Adapt and Stop work; “Check the connection” says why.",
    "no-figures-now": () =>
      "The cluster’s scheduler does not answer for now: workers and memory come back when it does.",
    stopping: () => "Stopping the cluster…",
    "broken-site": () =>
      "The site’s settings that this page gives cannot be read, so prices, sizes and limits are not shown: they must be the text of a JSON object.",
    "over-clusters": (args) =>
      args.limit === 0
        ? "This site allows no clusters: the gateway may refuse this."
        : `This site allows ${count(args.limit, "cluster", "clusters")} at a time, and you have as many: the gateway may refuse another.`,
    "over-workers": (args) =>
      `This site allows a cluster ${workers(args.limit)}: the gateway may give no more.`,
    "over-cores": (args) =>
      `This site allows a cluster ${formatAmount(args.limit / 1_000, "en")} cores, its scheduler’s among them: ${ofThese(args.most)}.`,
    "over-memory": (args) =>
      `This site allows a cluster ${formatBytes(args.limit, "en")}, its scheduler’s among them: ${ofThese(args.most)}.`,
    "ended-by-you": (args) =>
      `Stopped by you ${moment(new Date(args.at), new Date())}${args.otherTab ? ", in another tab" : ""}.`,
    "ended-idle": (args) => `Stopped ${moment(new Date(args.at), new Date())} by its idle timeout.`,
    "ended-failed": (args) =>
      `Failed ${moment(new Date(args.at), new Date())}. The gateway does not say why.`,
    "ended-gone": (args) =>
      `Last seen here ${moment(new Date(args.at), new Date())}: the gateway has no such cluster of yours any more.`,
    "ended-elsewhere": (args) => {
      const stopped = `Stopped ${moment(new Date(args.at), new Date())}, not from here`;
      return args.idle
        ? `${stopped}: probably its idle timeout, or the notebook that created it was closed or its kernel restarted.`
        : `${stopped}: by a notebook (closing or restarting the kernel that created it stops it), another browser tab or an administrator.`;
    },
    "scheduler-silent": (args) => `No answer from its scheduler since ${since(args.since)}.`,
    connected: (args) =>
      args.clients === 0
        ? "Nobody is connected."
        : `${count(args.clients, "client is", "clients are")} connected.`,
    idle: (args) => {
      const idle = `Idle since ${since(args.since)}${args.isLonger ? " or longer" : ""}`;
      return args.isLong ? `${idle}: nothing runs in it. Stop it if it is not needed.` : `${idle}.`;
    },
    "stops-when-idle": (args) => {
      const stops = `Stops after ${formatDuration(args.seconds, units)} idle`;
      if (args.to === null) return `${stops}.`;
      const to = clock(args.to);
      return `${stops}, ${args.from === null ? `by ${to}` : `between ${clock(args.from)} and ${to}`}.`;
    },
    failed: () => "The cluster failed. The gateway does not say why.",
    "unknown-status": (args) =>
      args.word.trim() === ""
        ? "The gateway’s answer on this cluster could not be read. It can be stopped, not scaled."
        : `The gateway calls this cluster’s status “${args.word}”, which is not known here. It can be stopped, not scaled.`,
    "not-listed": () =>
      "The gateway does not list this cluster any more. It is asked what became of it.",
    nameless: (args) =>
      args.count === 1
        ? "The gateway lists a cluster whose name cannot be read, so it is not shown here: tell your administrator."
        : `The gateway lists ${inThousands(args.count)} clusters whose names cannot be read, so they are not shown here: tell your administrator.`,
    "options-of": (args) =>
      `The form now has the options of ${args.cluster}.${args.leftOut && ` Left out, because this gateway does not offer them any more: ${args.leftOut}.`}`,
    filled: (args) => {
      const from = {
        preset: args.name === "" ? "The preset" : `The preset “${args.name}”`,
        link: args.name === "" ? "This link" : `This link, with the preset “${args.name}”,`,
        kubernetes: "Your worker template",
        python: "Python",
      }[args.source];
      const options = args.changed > 0 && count(args.changed, "option", "options");
      const what = [options, args.workers && "the workers at start"].filter(Boolean).join(" and ");
      const did =
        what === ""
          ? `changed nothing${args.leftOut === "" ? ": the form had these options already" : ""}.`
          : `filled in ${what}. Nothing has been launched.`;
      return `${from} ${did}${args.leftOut && ` Left out, because this gateway does not offer them: ${args.leftOut}.`}${args.invalid && ` Not allowed here as it stands: ${args.invalid}.`}`;
    },
    "not-filled": (args) =>
      ({
        preset: "This preset is damaged, so it changed nothing.",
        link: "This link is damaged or incomplete, so it changed nothing. Copy it once more where it came from.",
        kubernetes: "The worker template’s options could not be read, so nothing was changed.",
        python: "The options from Python could not be read, so nothing was changed.",
      })[args.source],
    "preset-saved": (args) => `Saved as the preset “${args.name}”.`,
    "preset-removed": (args) => `Removed the preset “${args.name}”.`,
    "presets-imported": (args) => {
      const replaced = count(args.replaced, "preset", "presets");
      if (args.added === 0) return `Put ${replaced} in the place of yours.`;
      return `Imported ${count(args.added, "new preset", "new presets")}${args.replaced > 0 ? `, and put ${replaced} in the place of yours` : ""}.`;
    },
    "no-preset": (args) =>
      `There is no preset “${args.name}”. ${args.known === "" ? "There are none at all yet." : `There are: ${args.known}.`}`,
    "preset-refused": (args) =>
      ({
        "no-name": "Enter a name for the preset.",
        taken: "You have a preset of this name already: take another name.",
        "too-many": "That is more presets than can be kept, which are 100: remove some first.",
        "too-large":
          "That is more than can be kept, which is 200 KB for all presets: remove some first.",
        damaged: "The presets cannot be read, so nothing was changed.",
        newer: "A newer version than this one wrote the presets, so nothing was changed.",
        empty: "There are no presets in this file.",
      })[args.why],
    "link-copied": () =>
      "The link is in the clipboard. Whoever opens it finds the form filled in; nothing is launched by it.",
    "link-refused": (args) =>
      ({
        "too-long":
          "These options are too long for a link: save them as a preset and export that to a file.",
        damaged: "This link is damaged.",
        newer: "A newer version than this one made this link, so it changed nothing.",
      })[args.why],
    "adapt-needs-maximum": () =>
      "Enter a maximum: without one the cluster could grow without limit.",
    "minimum-above-maximum": () =>
      "The minimum is above the maximum: lower one or raise the other.",
    "not-a-count": (args) =>
      args.text.trim() === ""
        ? "Enter a whole number, 0 or more."
        : `“${args.text}” is not a whole number: enter 0 or more.`,
    "unknown-kind": (args) =>
      `This option is of a kind that is not known here (“${args.kind}”). Enter its value as JSON.`,
    "from-python": (args) =>
      args.kept
        ? `Python set this to ${args.text} while you were typing. What you typed is kept.`
        : `Set from Python. You had typed “${args.text}”.`,
    unreadable: (args) => `Line ${args.line}, column ${args.column}: ${args.detail}`,
    reading: () => "Reading…",
    "no-reader": (args) =>
      `This could not be read, for a part of this page could not be loaded (${args.detail}). Change the text to try again.`,
    "no-table": () =>
      "A table holds names and texts only. Put other values into quotes, or stay with the text.",
    "name-missing": () => "Enter a name, or remove this row.",
    "name-taken": (args) => `Row ${args.row} has the same name: change one of them.`,
    "not-a-name": () =>
      "No environment variable can have this name: begin with a letter or “_”, then letters, digits, “_”, “-” and “.”.",
    pasted: (args) =>
      `Pasted ${count(args.variables, "variable", "variables")}.` +
      (args.others > 0
        ? " Lines that are no variables were kept in rows without a name: give them one or remove them."
        : "") +
      (args.comments ? " Comments are kept: see “Edit as text”." : ""),
    "not-texts": (args) => {
      const told = args.values.map(notText).join(", ");
      const more = args.more > 0 ? `, and ${inThousands(args.more)} more are not text` : "";
      return `These values should be text, but ${told}${more}. A cluster with such values may never start.`;
    },
    "unknown-defaults": (args) =>
      `Dask’s configuration sets options that this gateway does not offer: ${args.names}. The form leaves them out; in a notebook, new_cluster() is refused because of them.`,
    "misspelt-default": (args) =>
      `Dask’s configuration sets ${args.set}, but the gateway has ${args.published}, not ${args.set}: set it by that name in a configuration file, for names from environment variables become small letters. Until then the form leaves it out.`,
    "refused-default": () =>
      "Dask’s configuration sets this value, and the gateway refuses it: in a notebook, new_cluster() fails until it is corrected there. For this form, enter another one.",
    "unusable-default": (args) => `This is the gateway’s default. ${args.problem}`,
    "other-image": (args) =>
      `This notebook server runs ${args.image}: with another image, the workers’ packages may not fit its own.`,
    "other-environment": (args) =>
      `This kernel runs in the environment ${args.environment}: with another one, the workers’ packages may not fit its own.`,
    "choose-environment": () =>
      "Choose the environment in which your notebook’s kernel runs, so that the workers’ packages fit its own.",
    copied: () => "Copied to the clipboard.",
    inserted: () => "Inserted: running it connects.",
    "no-scheduler": () => "This cluster does not run: its scheduler tells nothing any more.",
    "no-worker": () => "This worker is not there any more.",
    "no-page": () => "Its scheduler does not offer this: it runs an old version of distributed.",
    "no-dashboard": () => "This cluster has no dashboard.",
  },
  reasons: {
    "starts-late": (args) =>
      `Starting for more than ${formatDuration(args.seconds, units)}; how long is usual here is not known.`,
    "waits-for-machine": () =>
      "The site waits for a machine to be free or started, which can take minutes.",
    "image-late": (args) =>
      `The image that “${args.label}” names takes long to fetch, or does not exist: check its name.`,
    "texts-needed": (args) =>
      `“${args.label}” holds values that are not text, with which a cluster may never start. Launch one with these values in quotes.`,
    "ended-at-once": (args) =>
      `Its image, or the command that starts its scheduler, does not exist or ends at once.${args.label === null ? "" : ` Check “${args.label}”.`}`,
    "bad-environment": (args) =>
      `A variable in “${args.label}” keeps its programs from starting. Launch one without your changes there.`,
    "start-timed-out": (args) =>
      `It was not ready after ${formatDuration(args.seconds, units)}, and the gateway gave up: it allows 60 s unless the site sets cluster_start_timeout. Launch another: its machine and image may be there by now.`,
    "scheduler-lost": (args) =>
      `Its scheduler ran out of memory or lost its machine${args.since === null ? "" : `: it had not answered since ${since(args.since)}`}.`,
    "silent-busy": () =>
      "It is too busy to answer, as with a very large graph or very many tasks at once: wait.",
    "silent-memory": (args) =>
      `It ran out of memory and ended: launch another cluster${args.label === null ? "" : ` with more “${args.label}”`}, and send it smaller graphs and results.`,
    "silent-machine": () =>
      "Its machine is overloaded, or was taken away to be replaced by another.",
    "silent-network": () =>
      "Something lets nothing through to it, such as a network policy or a proxy of the site’s: then other clusters are silent, too.",
    "silent-wait": () =>
      "If it has ended, the gateway will say so here, usually within a minute. Results that live only in the cluster’s memory are lost then.",
    "silent-still": () => "The gateway still says that the cluster runs.",
    "workers-failed": () =>
      "None of its workers could start: the gateway gives up after several attempts in a row (3 unless the site sets another limit).",
    "workers-late": (args) =>
      args.some
        ? `No further worker has come since ${since(args.since)}.`
        : `No worker has come since ${since(args.since)}.`,
    "quota-reached": () =>
      "A quota or limit is reached, yours or the site’s: ask for fewer or smaller workers, or stop what you do not need.",
    "workers-unfit": (args) =>
      `Workers end as they start, because of what “${args.label}” sets: launch a cluster with its default.`,
    "workers-large": (args) =>
      `No machine has as much free for a worker as “${args.label}” asks for: launch a cluster with smaller workers.`,
    "tasks-without-workers": () =>
      "Tasks wait, and there is no worker: scale the cluster if nobody did.",
    "tasks-unrunnable": () => "Tasks wait that none of its workers may run.",
    "tasks-restricted": () =>
      "They ask for resources or for workers that are not there: see the calls that submit them.",
    "ask-administrator": (args) =>
      `Your administrator can find the reason in the gateway’s log: tell them ${args.cluster} and the time, ${since(args.at)}.`,
  },
  units,

  title: "Dask Gateway",
  refresh: "Refresh",
  tryAgain: "Try again",
  showAll: (n) => `… Show all ${count(n, "character", "characters")}`,
  checkConnection: "Check the connection",
  loading: "Asking the gateway…",
  brokenSpec: (why) =>
    `The options that this page names cannot be used (${why}). Tell the page’s author.`,
  crashed:
    "This panel has met a fault of its own and cannot go on. Your clusters are not affected. Reload the page.",
  reload: "Reload the page",
  startedAnew:
    "Something went wrong inside this panel, and it was started anew. What you typed is kept; what you had just asked for may not have been done.",
  elementNotLoaded: (reason) => `The Dask Gateway panel could not be loaded. (${reason})`,
  version: (version) => `version ${version}`,
  sharedBy: (user) =>
    `This is ${user}’s server: the clusters are ${user}’s, and what you do here is done as ${user}.`,

  newCluster: "New cluster",
  optionsForm: "Cluster options",
  noOptions: "This gateway offers no options: every cluster starts with its defaults.",
  bounds: (min, max) => {
    if (min !== null && max !== null) return `${min} to ${max}`;
    return min !== null ? `at least ${min}` : `at most ${max}`;
  },
  noChoice: "Choose…",
  asTable: "Edit as table",
  asText: "Edit as text",
  makeRows: "Turn these lines into variables",
  putInQuotes: "Put these values into quotes",
  nameColumn: "Name",
  valueColumn: "Value",
  nameInput: (row) => `Name ${row}`,
  valueInput: (row) => `Value ${row}`,
  removeRow: (row) => `Remove variable ${row}`,
  addRow: "Add variable",
  entries: (n) => (n === 0 ? "empty" : count(n, "entry", "entries")),
  done: "Done",
  bytesSent: (number) =>
    // All digits of an int count.
    `= ${inThousands(/^\d+$/.test(number) ? BigInt(number) : Number(number))} B`,
  findOption: "Find an option",
  findCluster: "Find a cluster",
  clustersFound: (found, all) => `${inThousands(found)} of ${inThousands(all)}`,
  noClusterFound: "No cluster’s name, state or options contain this.",
  noneFound: "No option’s label or name contains this.",
  showMore: (n) => `Show ${count(n, "more option", "more options")}`,
  showFewer: "Show fewer options",
  resetThis: "Reset this option",
  resetField: (label) => `Reset ${label}`,
  footprint: "Footprint",
  footprintOf: (n, upTo, parts) =>
    n === null ? `each worker: ${parts}` : `${upTo ? "up to " : ""}${workers(n)}: ${parts}`,
  cores: (n, text) => `${text} ${n === 1 ? "core" : "cores"}`,
  gpus: (n, text) => `${text} ${n === 1 ? "GPU" : "GPUs"}`,
  anHour: (money) => `about ${money} an hour`,
  soFar: (money) => `about ${money} so far`,
  underSoFar: (money) => `under ${money} so far`,
  costOf: (known, all, cost) => `${known} of ${all} clusters: ${cost}`,
  spentTitle:
    "What this cluster has cost, by the site’s prices and the workers that were seen from here",
  spentByAllTitle:
    "What your running clusters cost together, by the site’s prices and the workers that were seen from here",
  hasCost: (money) => `It cost about ${money}.`,
  launch: "Launch cluster",
  launching: "Asking the gateway for a cluster…",
  copyPython: "Copy as Python",
  reset: "Reset to defaults",
  fromKubernetes: "Coming from dask-kubernetes?",
  converterNotLoaded: (reason) => `What reads worker templates could not be loaded. (${reason})`,
  workersAtStart: "Workers at start",
  noWorkers: "none",
  upTo: "up to",
  atStart: (minimum, maximum) =>
    minimum === null
      ? `${workers(maximum)} when it runs.`
      : `${minimum} to ${workers(maximum)} when it runs, as the work needs.`,
  putBack: "Bring back what was typed",
  preset: "Preset",
  choosePreset: "Choose…",
  presetGroups: { site: "From your administrator", own: "Yours", launch: "Launched here last" },
  launchedWith: (at, what) => `${since(at)}: ${what || "the defaults"}`,
  savePreset: "Save as preset",
  copyLink: "Copy link",
  partMissing: (detail) => `This could not be opened: ${detail}. Try again, or reload the page.`,
  presetsNotKept: (detail) =>
    `Your presets could not be saved (${detail}). They are here until this page is closed: export them to a file to keep them.`,
  filledIn: (before) => (before === "" ? "Filled in." : `Filled in. Before: ${before}`),

  clusters: "Clusters",
  clustersLoading: "Looking for your clusters…",
  noClusters: "No clusters are running.",
  noClustersHint: "One that you launch here, or from a notebook, shows up in this place.",
  status: {
    PENDING: "Pending",
    RUNNING: "Running",
    STOPPING: "Stopping",
    STOPPED: "Stopped",
    FAILED: "Failed",
    UNKNOWN: "Unknown",
  },
  pendingHint: "Waiting for its Dask scheduler to start.",
  why: "Why?",
  likely: (sentence) => `Likely: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`,
  ageTitle: (status, duration) => {
    switch (status) {
      case "PENDING":
        return `Waiting for ${duration}`;
      case "STOPPED":
      case "FAILED":
        return `Lived for ${duration}`;
      default:
        return `Up for ${duration}`;
    }
  },
  workers,
  threads: (n) => count(n, "thread", "threads"),
  scaling: (have, asked) => {
    if (have === null) return `${workers(asked)} asked for`;
    return have < asked
      ? `${inThousands(have)} of ${workers(asked)}`
      : `${workers(have)}, going down to ${inThousands(asked)}`;
  },
  adaptiveRange: (minimum, maximum) => `Adaptive ${inThousands(minimum)}–${inThousands(maximum)}`,
  seemsAdaptive: "seems adaptive (set elsewhere)",

  workersInput: "Workers",
  scale: "Scale",
  scaleEndsAdapting: "Scale sets a fixed number and ends adaptive scaling.",
  adaptive: "Adaptive",
  minimumInput: "Minimum workers",
  maximumInput: "Maximum workers",
  minimumShort: "min",
  maximumShort: "max",
  to: "to",
  adapt: "Adapt",
  empty: "empty",

  connect: "Connect",
  connectTitle: (drag) =>
    `Connect the notebook or console you work in to this cluster${drag ? ", or drag this there" : ""}`,
  dragTitle: "Drag this into a notebook or console to connect it to this cluster",
  connectionCode: "Connection code",
  insertShort: "Insert",
  copyShort: "Copy",
  dashboardShort: "Dashboard",
  insertCode: "Insert connection code",
  copyCode: "Copy connection code",
  openDashboard: "Open dashboard",
  openDashboardOutside: "Open dashboard in a new browser tab",
  stop: "Stop cluster",
  stopShort: "Stop",
  dismiss: "Dismiss",
  copyByHand: "Copy it from here: press Ctrl+C, or ⌘C on a Mac.",
  options: "Options",
  endsWithServer: (also) =>
    also
      ? "Also stops when your Jupyter server is shut down, if that is sooner."
      : "Stops when your Jupyter server is shut down.",
  withServer: "Stop with my server",
  withServerTitle:
    "Your Jupyter server stops this cluster when it ends: by File, Shut Down, or when the hub stops it or finds it idle. Not if it crashes.",
  showSecret: (label) => `Show ${label}`,
  hideSecret: (label) => `Hide ${label}`,

  rename: "Name this cluster",
  aliasInput: "Name of the cluster",

  recent: "Recent clusters",
  ended: {
    "by-you": "Stopped",
    idle: "Stopped",
    failed: "Failed",
    gone: "Gone",
    unknown: "Stopped",
  },
  runAgain: "Run again",
  runAgainTitle: "Put its options into the form",
  launchNow: "Launch now",
  launchNowTitle: "Launch a cluster with its options, and leave the form as it is",
  showMoreRecent: (n) => `Show ${count(n, "more cluster", "more clusters")}`,

  stopAll: "Stop all…",
  stopAllQuestion: "Stop these clusters?",
  stopAllConsequence:
    "They and their workers will shut down. Results that live only in their memory are lost.",
  stopStates: {
    waiting: "Waiting",
    stopping: "Stopping…",
    stopped: "Stopped",
    refused: "Not stopped",
    unknown: "Not known yet",
  },
  stopsDone: (done, all) => `${done} of ${count(all, "cluster", "clusters")} stopped.`,
  close: "Close",

  stopQuestion: "Stop this cluster?",
  stopConsequence: (name, n) =>
    n === null || n === 0
      ? `${name} will shut down. Results that live only in its memory are lost.`
      : `${name} and its ${workers(n)} will shut down. Results that live only in their memory are lost.`,
  stopAnswer: "Stop",
  cancel: "Cancel",

  actionFailed: "This did not work, and the page does not say why.",
  badAddress: (url) => `The dashboard’s address is not a web address: ${url}`,
};
