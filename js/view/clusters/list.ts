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
        (cluster) => clusterItem(context, cluster),
      )}
    </ul>
    ${
      clusters.length === 0
        ? html`<p class="quiet">${strings.noClusters} ${strings.noClustersHint}</p>`
        : nothing
    }`;
}
