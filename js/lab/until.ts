import type { Session, View } from "../view/model.js";
import type { Started } from "./started.js";

/** For the gateway to be heard of: later, nobody would expect an answer any more. */
const PATIENCE_MS = 10_000;

/** Waits until it is so of what the session shows, or for 10 s. */
export function until(
  session: Session,
  isSo: (view: View) => boolean,
  patience = PATIENCE_MS,
): Promise<void> {
  return new Promise((resolve) => {
    const abort = new AbortController();
    const end = () => {
      clearTimeout(timer);
      abort.abort();
      resolve();
    };
    const timer = setTimeout(end, patience);
    const check = () => {
      if (isSo(session.view())) end();
    };
    session.subscribe(check, abort.signal);
    check();
  });
}

/** The same of a session that nothing else may be watching: the gateway is asked meanwhile. */
export async function untilWatched(
  { core, session }: Started,
  isSo: (view: View) => boolean,
  patience = PATIENCE_MS,
): Promise<void> {
  const watching = new AbortController();
  core.watchSession(session, watching.signal);
  await until(session, isSo, patience);
  watching.abort();
}
