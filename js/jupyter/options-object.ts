import type { RelayConnection } from "../view/index.js";

/**
 * Stands for a gateway where the options are a Python object's (dask_gateway's `Options`): a form without clusters and
 * without a network. `spec` is the JSON text of `cluster_options` as a gateway lists it.
 */
export function optionsObjectConnection(id: string, spec: string): RelayConnection {
  const bodies: Record<string, string> = {
    config: "{}",
    "api/v1/options": `{"cluster_options": ${spec}}`,
  };
  return {
    route: "relay",
    base: `object:${id}`,
    async send(_, path) {
      // Text, for a default may be NaN.
      const headers = { "Content-Type": "application/json" };
      return new Response(bodies[path] ?? "{}", { headers });
    },
  };
}
