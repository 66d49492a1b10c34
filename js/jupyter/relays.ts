import type { RelayConnection } from "#session";
import { pageGlobal } from "../page/page-global.js";
import type { OpenSession } from "../view/model.js";

/** Relays to the gateway of the Jupyter server, the latest last. */
const relays = pageGlobal<Set<RelayConnection>>("relays", () => new Set());

export function latestRelay(): RelayConnection | null {
  return [...relays].at(-1) ?? null;
}

/** Lets the server's session fall back on a kernel. Returns what ends that. */
export function offerRelay(session: OpenSession, relay: RelayConnection): () => void {
  relays.add(relay);
  session.dispatch({ type: "offer-relay", offered: true });
  return () => {
    if (relays.delete(relay) && relays.size === 0)
      session.dispatch({ type: "offer-relay", offered: false });
  };
}
