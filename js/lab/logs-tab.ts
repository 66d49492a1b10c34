import { Dialog } from "@jupyterlab/apputils";
import { Widget } from "@lumino/widgets";
import type { Host, Pane, View } from "../view/model.js";
import { keyOf } from "./cluster-key.js";
import type { Live } from "./live.js";
import { strings } from "./strings.js";

/** For the gateway to be heard of. */
const SETTLE_TIMEOUT_MS = 10_000;

/** Shows the logs of the cluster with this name or key. */
export async function showLogs(
  live: Live,
  host: Host,
  cluster: string,
  worker: string | undefined,
): Promise<void> {
  const { core, session } = await live.start();
  const insight = await core.loadPart("insight");
  const abort = new AbortController();
  const found = await new Promise<{ key: string; name: string } | undefined>((resolve) => {
    const look = () => {
      const { clusters, recent } = session.view();
      const known = [...(clusters ?? []), ...recent];
      const one = known.find(({ key }) => key === keyOf(cluster));
      if (one !== undefined || clusters !== null) resolve(one);
    };
    core.watchSession(session, abort.signal);
    session.subscribe(look, abort.signal);
    setTimeout(() => resolve(undefined), SETTLE_TIMEOUT_MS);
    look();
  });
  abort.abort();
  if (found === undefined) throw new Error(strings.noCluster);
  const viewStrings = core.stringsFor(document.documentElement.lang);
  const format = (problem: NonNullable<View["problem"]>["message"]) =>
    core.formatMessage(viewStrings, problem);
  const request = { session, cluster: found.key, name: found.name, worker, lang: viewStrings.lang };
  await insight.logsPane({ ...request, format, host }, showInDialog);
}

/** Notebook 7 has no room for a second tab. */
function showInDialog(pane: Pane): void {
  const body = new Widget();
  pane.element.style.height = "min(600px, 70vh)";
  pane.element.style.width = "min(900px, 80vw)";
  body.node.append(pane.element);
  const buttons = [Dialog.okButton({ label: strings.close })];
  const dialog = new Dialog({ title: pane.title, body, buttons });
  void dialog.launch().finally(() => pane.dispose());
}
