import { nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";
import { tickBox } from "../ui/tick.js";

/** The tick "Stop with my server", where the user's Jupyter server offers that. */
export function withServer(
  { send, strings }: Context,
  { key, stopsWithServer }: ClusterView,
): TemplateResult | typeof nothing {
  if (stopsWithServer === null) return nothing;
  return tickBox(strings.withServer, strings.withServerTitle, stopsWithServer, (on) =>
    send({ type: "stop-with-server", cluster: key, on }),
  );
}

/** The host's own tick, of a cluster that can still be stopped. */
export function hostTick(
  { mountOptions: { clusterTick } }: Context,
  { key, status }: ClusterView,
): TemplateResult | typeof nothing {
  const hasEnded = status === "STOPPING" || status === "STOPPED" || status === "FAILED";
  if (clusterTick === undefined || hasEnded) return nothing;
  const { label, title } = clusterTick;
  return tickBox(label, title, clusterTick.isTicked(key), (on) => clusterTick.tick(key, on));
}
