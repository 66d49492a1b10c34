import type { Started } from "./started.js";

/** Resolves when the session shows a cluster; never, if none comes before it ends. */
export function firstCluster({ session, ended }: Started): Promise<void> {
  return new Promise((resolve) => {
    const found = new AbortController();
    const look = () => {
      if (ended?.aborted || !session.view().clusters?.length) return;
      found.abort();
      resolve();
    };
    session.subscribe(look, found.signal);
    look();
  });
}
