import type { ClusterView, FormView, View, ViewChanges } from "../model.js";

/**
 * The view model, put together from what the core tells of its changes. Whatever has not changed stays the same object, for all
 * mounts: so they know what they need not draw anew.
 */
export class WholeView {
  #view: View | undefined;

  /** What there is to draw. Null before the first changes. */
  get current(): View | null {
    return this.#view ?? null;
  }

  /** Lays changes over what was there. */
  take({ rest, form, fieldCount, clusters, recent, order }: ViewChanges): View {
    const old = this.#view;
    const around = rest ?? old;
    if (around === undefined) throw new Error("the first changes are of everything");
    this.#view = {
      ...around,
      form:
        form === null ? (old?.form ?? null) : mergeForm(old?.form?.fields ?? [], form, fieldCount),
      clusters:
        clusters.length === 0 && order === null
          ? (old?.clusters ?? null)
          : mergeClusters(old?.clusters ?? [], clusters, order),
      recent: recent ?? old?.recent ?? [],
    };
    return this.#view;
  }
}

function mergeForm(old: FormView["fields"], form: FormView, count: number): FormView {
  const fields = old.slice(0, count);
  for (const field of form.fields) fields[field.index] = field;
  return { ...form, fields };
}

function mergeClusters(
  old: ClusterView[],
  changed: ClusterView[],
  order: string[] | null,
): ClusterView[] {
  const news = new Map(changed.map((cluster) => [cluster.key, cluster]));
  if (order === null) return old.map((cluster) => news.get(cluster.key) ?? cluster);
  const known = new Map(old.map((cluster) => [cluster.key, cluster]));
  return order.flatMap((key) => news.get(key) ?? known.get(key) ?? []);
}
