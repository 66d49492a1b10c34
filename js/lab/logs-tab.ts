import { Dialog } from "@jupyterlab/apputils";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import { Widget } from "@lumino/widgets";
import type { Host, Pane, View } from "../view/model.js";
import { keyOf } from "./cluster-key.js";
import { fill } from "./fill.js";
import { later } from "./later-strings.js";
import type { Live } from "./live.js";
import { untilWatched } from "./until.js";

/** Shows the logs of the cluster with this name or key. `given`: the command's arguments, as a notebook may have them, too. */
export async function showLogs(
  live: Live,
  host: Host,
  given: ReadonlyPartialJSONObject | undefined,
): Promise<void> {
  if (given?.cluster === undefined)
    throw new Error(
      fill(later.missingArgument, { command: "dask-gateway:open-logs", name: "cluster" }),
    );
  const cluster = String(given.cluster);
  const worker = typeof given.worker === "string" ? given.worker : undefined;
  const started = await live.start();
  const { core, session } = started;
  const insight = await core.loadPart("insight");
  const find = ({ clusters, recent }: View) =>
    [...(clusters ?? []), ...recent].find(({ key }) => key === keyOf(cluster));
  await untilWatched(
    started,
    (view) => view.clusters !== null || view.problem?.level === "error" || find(view) !== undefined,
  );
  const viewStrings = core.pageStrings();
  const format = (problem: NonNullable<View["problem"]>["message"]) =>
    core.formatMessage(viewStrings, problem);
  const found = find(session.view());
  if (found === undefined) {
    const { clusters, problem } = session.view();
    // Without a list it is not known which clusters there are.
    const why = clusters === null && problem !== null ? format(problem.message) : later.noCluster;
    throw new Error(why);
  }
  const { key, name } = found;
  const request = { session, cluster: key, name, first: worker, strings: viewStrings };
  await insight.logsPane({ ...request, format, host }, showInDialog);
}

/** Notebook 7 has no room for a second tab. */
function showInDialog(pane: Pane): void {
  const body = new Widget();
  pane.element.style.height = "min(600px, 70vh)";
  pane.element.style.width = "min(900px, 80vw)";
  body.node.append(pane.element);
  const buttons = [Dialog.okButton({ label: later.close })];
  const dialog = new Dialog({ title: pane.title, body, buttons });
  void dialog.launch().finally(() => pane.dispose());
}
