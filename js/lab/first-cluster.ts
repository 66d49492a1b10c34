import type { Session } from "../view/model.js";
import type { Started } from "./started.js";

/** Resolves when the session shows a cluster; never, if none comes before it ends. */
export function firstCluster({ session, ended }: Started): Promise<void> {
  return new Promise((resolve) => {
    const end = new AbortController();
    const stop = () => end.abort();
    const look = () => {
      if (end.signal.aborted || !hasCluster(session)) return;
      stop();
      resolve();
    };
    if (ended?.aborted) stop();
    ended?.addEventListener("abort", stop, { signal: end.signal });
    session.subscribe(look, end.signal);
    look();
  });
}

function hasCluster(session: Session): boolean {
  try {
    return (session.view().clusters ?? []).length > 0;
  } catch {
    // A fault of the core, which is told where it is drawn.
    return false;
  }
}
