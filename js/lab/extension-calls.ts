import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { IDaskGateway } from "../token/index.js";
import type { ClusterView, Message, Notice, View } from "../view/model.js";
import { keyOf } from "./cluster-key.js";
import type { Question } from "./confirm.js";
import { strings } from "./extension-strings.js";
import type { LaunchOptions } from "./launch-options.js";
import type { Live } from "./live.js";
import type { Core, Started } from "./started.js";
import { strings as labStrings } from "./strings.js";
import { UNDECIDED } from "./undecided.js";
import { untilWatched } from "./until.js";

/** What other extensions ask for, carried out by JupyterLab's commands: nothing here acts by another way. */

/** How the gateway is. */
export interface Told {
  readonly state: IDaskGateway.State;
  readonly problem: string | null;
  readonly clusters: readonly IDaskGateway.ICluster[] | null;
}

/** What it takes. `live`: null where there is no gateway. */
export interface Own {
  readonly app: JupyterFrontEnd;
  readonly live: Live | null;
  told: Told;
}

type How = IDaskGateway.IHow;

/** For the gateway to take a wish, which has 30 s for that; an answer that was lost is found out a little later. */
const PATIENCE_MS = 45_000;

/** For the session to begin: a launch by somebody who logs in later would surprise him. */
const PATIENCE_TO_HEAR_MS = 10_000;

type Words = Pick<Core, "formatMessage" | "pageStrings">;

const sentence = ({ formatMessage, pageStrings }: Words, message: Message) =>
  formatMessage(pageStrings(), message);

/** What is told of each cluster, while that is the same object. */
const shown = new WeakMap<ClusterView, IDaskGateway.ICluster>();

function shownOf(cluster: ClusterView, words: Words): IDaskGateway.ICluster {
  const made = shown.get(cluster) ?? toShow(cluster, words);
  shown.set(cluster, made);
  return made;
}

function toShow(cluster: ClusterView, words: Words): IDaskGateway.ICluster {
  const { key, name, status, start, workers, threads, memory, results, tasks } = cluster;
  const { asked, adaptive, canScale, canAdapt, canStop, hasDashboard, noFigures } = cluster;
  // Only these: what else the view has may be a secret, or another thing in the next release.
  const figures = { workers, threads, memory, results, tasks: tasks && { ...tasks } };
  const can = { canScale, canAdapt, canStop, hasDashboard };
  const why = noFigures && sentence(words, noFigures);
  const bounds = adaptive && { ...adaptive };
  return Object.freeze({
    ...{ key, name, status, start, asked, adaptive: bounds, noFigures: why },
    ...figures,
    ...can,
  });
}

function toTell(before: Told, view: View, words: Words): Told {
  const clusters = view.clusters?.map((cluster) => shownOf(cluster, words)) ?? null;
  const isSame =
    clusters?.length === before.clusters?.length &&
    clusters?.every((cluster, index) => cluster === before.clusters?.[index]);
  const failure = view.problem?.level === "error" ? view.problem : null;
  return {
    state: failure ? "failed" : clusters === null ? "loading" : "ready",
    problem: failure && sentence(words, failure.message),
    clusters: isSame ? before.clusters : clusters,
  };
}

/** Keeps what is told as the session is. */
export function follow(own: Own, { core, session, ended }: Started): void {
  const signal = ended ?? new AbortController().signal;
  const look = () => {
    own.told = toTell(own.told, session.view(), core);
  };
  session.subscribe(look, signal);
  signal.addEventListener("abort", () => {
    own.told = { state: "idle", problem: null, clusters: null };
  });
  look();
}

export async function start(own: Own): Promise<Started> {
  if (own.live === null) throw new Error(strings().unavailable);
  try {
    return await own.live.start();
  } catch (error) {
    console.error(error);
    const problem = labStrings.notLoaded;
    own.told = { state: "failed", problem, clusters: null };
    throw new Error(problem);
  }
}

/** The session, in which the gateway has been heard of. Where the user is to log in first, it is not waited for. */
export async function heard(own: Own): Promise<Started> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(strings().noAnswer)), PATIENCE_TO_HEAR_MS);
  });
  const started = await Promise.race([start(own), late]);
  const { session } = started;
  const earlier = session.view().problem;
  if (session.view().clusters === null && earlier?.level === "error")
    session.dispatch({ type: "refresh" });
  await untilWatched(
    started,
    ({ clusters, problem }) =>
      clusters !== null || (problem?.level === "error" && problem !== earlier),
  );
  const { clusters, problem } = session.view();
  if (clusters === null)
    throw new Error(problem ? sentence(started.core, problem.message) : strings().noAnswer);
  own.told = toTell(own.told, session.view(), started.core);
  return started;
}

function clusterOf(view: Pick<View, "clusters">, key: string): ClusterView | undefined {
  return view.clusters?.find((cluster) => cluster.key === key);
}

/** The key of a cluster that is there. */
function keyIn(view: Pick<View, "clusters">, cluster: unknown): string {
  const key = keyOf(String(cluster));
  if (clusterOf(view, key) === undefined) throw new Error(strings().noCluster(key));
  return key;
}

/** A plugin that is switched off adds no commands. */
export function commandOf({ app }: Pick<Own, "app">, name: string): string {
  const id = `dask-gateway:${name}`;
  if (!app.commands.hasCommand(id)) throw new Error(strings().switchedOff);
  return id;
}

/** Executes a command, after a question if `ask`. False: the user does not want it. */
export async function execute(
  own: Own,
  name: string,
  args: object,
  how: Required<How>,
): Promise<boolean> {
  let isWanted = true;
  const confirm = async (question: Question) => {
    if (how.ask) {
      const { askUser } = await import(/* webpackChunkName: "commands" */ "./questions.js");
      isWanted = await askUser(question);
    }
    return isWanted;
  };
  const command = commandOf(own, name);
  await own.app.commands.execute(command, {
    ...args,
    confirm,
    show: how.show,
  } as never);
  return isWanted;
}

/** What a view says of something that was asked for: it was refused, it is done, or that is not known yet. */
type Outcome = Notice | "done" | null;

/** Waits for the outcome; rejects with what was refused. */
async function settled(started: Started, outcome: (view: View) => Outcome): Promise<void> {
  await untilWatched(started, (view) => outcome(view) !== null, PATIENCE_MS);
  const found = outcome(started.session.view());
  if (found === "done") return;
  throw new Error(found ? sentence(started.core, found.message) : strings().notKnown);
}

const isRefusal = (notice: Notice | null): notice is Notice =>
  notice?.level === "error" && !UNDECIDED.has(notice.message.id);

/** Does something to a cluster, until the gateway has taken it. `isDone`: besides that nothing is on its way. */
export async function act(
  own: Own,
  name: string,
  cluster: string,
  args: object,
  { ask = false, show = false }: How = {},
  isDone: (cluster: ClusterView) => boolean = () => true,
): Promise<boolean> {
  const started = await heard(own);
  const key = keyIn(started.session.view(), cluster);
  if (!(await execute(own, name, { ...args, cluster: key }, { ask, show }))) return false;
  await settled(started, (view) => {
    const now = clusterOf(view, key);
    if (now === undefined) return "done";
    if (now.busy || (now.message && UNDECIDED.has(now.message.message.id))) return null;
    return isRefusal(now.message) ? now.message : isDone(now) ? "done" : null;
  });
  return true;
}

export async function launch(
  own: Own,
  { preset, ...wish }: IDaskGateway.ILaunch = {},
  { ask = false, show = false }: How = {},
): Promise<string | null> {
  const started = await heard(own);
  const { session } = started;
  await untilWatched(started, ({ form, problem }) => form !== null || problem?.level === "error");
  if (preset !== undefined) {
    await execute(own, "preset", { name: String(preset) }, { ask: false, show });
    const said = session.view().form?.message;
    if (said?.message.id === "no-preset") throw new Error(sentence(started.core, said.message));
  }
  const launched = () => session.view().form?.launched ?? null;
  const before = launched();
  const options: LaunchOptions = wish;
  if (!(await execute(own, "launch", options, { ask, show }))) return null;
  await settled(started, ({ form }) => {
    if (form === null || form.launching) return null;
    if (form.launched !== null && form.launched !== before) return "done";
    // Whatever is said of a launch that has made nothing says why.
    return form.message && !UNDECIDED.has(form.message.message.id) ? form.message : null;
  });
  return launched();
}

/** Does what is done to a cluster in this page, until it is done; rejects if it failed. */
export async function doHere(
  own: Own,
  name: string,
  cluster: string,
  args: object = {},
  { ask = false, show = false }: How = {},
): Promise<boolean> {
  const { session } = await heard(own);
  const key = keyIn(session.view(), cluster);
  if (!(await execute(own, name, { ...args, cluster: key }, { ask, show }))) return false;
  // It may have ended meanwhile, and nothing was done then.
  const { clusters } = session.view();
  if (clusters !== null) keyIn({ clusters }, key);
  return true;
}
