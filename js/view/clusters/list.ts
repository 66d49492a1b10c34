import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";
import { searchInput } from "../ui/search-input.js";
import { clusterItem } from "./cluster.js";
import { foundClusters, hasSearch } from "./search.js";
import { spentByAll } from "./spending.js";
import { stopAllButton } from "./stop-all.js";

/** So many rows are always drawn whole; of more, those that are near to where they can be seen. */
const WHOLE_ROWS = 20;

/** The list of clusters, newest first. It is there while empty, too: for the focus and for tests. */
export function clusterList(context: Context, clusters: readonly ClusterView[]): TemplateResult {
  const { strings, sight } = context;
  const found = foundClusters(context, clusters);
  const { clusterChoice: choice, clusterTick } = context.mountOptions;
  return html`<div class="heading"><h3>${strings.clusters}</h3>${
    context.mountOptions.onlyCluster === undefined ? spentByAll(context, clusters) : nothing
  }${stopAllButton(context, clusters)}</div>
    ${hasSearch(context, clusters) ? search(context, found.length, clusters.length) : nothing}
    <ul
      role="list"
      aria-label=${strings.clusters}
      class=${found.length > WHOLE_ROWS ? "many" : ""}
      tabindex="-1"
      @focusin=${({ target }: FocusEvent) => {
        // By the keyboard one comes to rows that nobody has scrolled to.
        const { cluster } = (target as HTMLElement).dataset;
        if (cluster !== undefined) sight.add(cluster);
      }}
    >
      ${guard(
        [
          found,
          sight.version,
          context.insight,
          context.look,
          context.turnOf(""),
          choice?.label,
          choice?.chosen,
          clusterTick?.version,
          context.host.users?.version,
          context.revealed,
          context.folds.naming,
          strings,
        ],
        () =>
          repeat(
            found,
            (cluster) => cluster.key,
            (cluster, index) => {
              const isWhole = index < WHOLE_ROWS || sight.near.has(cluster.key);
              return guard([isWhole, ...shownBy(context, cluster)], () =>
                clusterItem(context, cluster, isWhole),
              );
            },
          ),
      )}
    </ul>
    ${
      clusters.length === 0
        ? html`<p class="quiet">${strings.noClusters} ${strings.noClustersHint}</p>`
        : nothing
    }`;
}

function search({ strings, sought, seek }: Context, found: number, all: number): TemplateResult {
  const status =
    sought.trim() === ""
      ? ""
      : found === 0
        ? strings.noClusterFound
        : strings.clustersFound(found, all);
  return searchInput({
    id: "cluster-search",
    name: strings.findCluster,
    text: sought,
    status,
    onText: seek,
  });
}

/** All that a cluster's drawing depends on besides: while it is the same, nothing of it is touched. */
function shownBy(
  { mountOptions, revealed, turnOf, folds, host, insight, look, strings }: Context,
  cluster: ClusterView,
): unknown[] {
  const { clusterChoice, clusterTick } = mountOptions;
  return [
    cluster,
    insight,
    look?.cluster === cluster.key ? look : null,
    turnOf(cluster.key),
    clusterChoice?.label,
    clusterChoice?.chosen === cluster.key,
    clusterTick?.isTicked(cluster.key),
    host.users?.of(cluster.key),
    revealed,
    folds.naming === cluster.key,
    strings,
  ];
}
