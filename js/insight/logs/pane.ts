import type { Message } from "#session";
import type { Host, Session } from "../../view/model.js";
import type { Strings } from "../../view/strings/table.js";
import { createLogs, type LogsView } from "./view.js";

/** Whose logs, and with what they are read and shown. */
export interface LogsRequest {
  session: Pick<Session, "readPage">;
  /** The cluster's key, and what it is called. */
  cluster: string;
  name: string;
  /** The address of the worker whose log is shown first, or "exceptions"; undefined: the scheduler's. */
  first: string | undefined;
  /** The view's, in the language of the page. */
  strings: Strings;
  /** The sentence of a problem. */
  format(problem: Message): string;
  host: Pick<Host, "copy" | "openPane">;
}

/** Shows them in a pane of the host's, where it has such, else by `otherwise`. */
export async function logsPane(
  { session, cluster, name, first, strings, format, host }: LogsRequest,
  otherwise: (view: LogsView) => void,
): Promise<void> {
  const read = session.readPage.bind(session);
  const make = () => createLogs({ cluster, name, read, format, copy: host.copy }, strings);
  if (host.openPane === undefined) {
    const view = make();
    view.choose(first);
    otherwise(view);
  } else {
    (await host.openPane(`logs ${cluster}`, make)).choose(first);
  }
}
