import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";
import { clusterItem } from "./cluster.js";

/** The list of clusters, newest first. It is there while empty, too: for the focus and for tests. */
export function clusterList(context: Context, clusters: ClusterView[]): TemplateResult {
  const { strings } = context;
  return html`<h3>${strings.clusters}</h3>
    <ul role="list" aria-label=${strings.clusters} tabindex="-1">
      ${repeat(
        clusters,
        (cluster) => cluster.key,
        (cluster) => guard(shownBy(context, cluster), () => clusterItem(context, cluster)),
      )}
    </ul>
    ${
      clusters.length === 0
        ? html`<p class="quiet">${strings.noClusters} ${strings.noClustersHint}</p>`
        : nothing
    }`;
}

/** All that a cluster's drawing depends on: while it is the same, nothing of it is touched. */
function shownBy({ mountOptions, revealed, turnOf }: Context, cluster: ClusterView): unknown[] {
  const { clusterChoice } = mountOptions;
  return [
    cluster,
    turnOf(cluster.key),
    clusterChoice?.label,
    clusterChoice?.chosen === cluster.key,
    revealed,
  ];
}
