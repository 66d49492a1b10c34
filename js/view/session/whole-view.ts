import type { ClusterView, FormView, LookView, View, ViewChanges, WorkersTold } from "../model.js";

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

  /** Lays changes over what was there. `told`: what came with them of the workers that are looked at; undefined: nothing new. */
  take({ rest, form, fieldCount, clusters, recent, order }: ViewChanges, told?: WorkersTold): View {
    const old = this.#view;
    const around = rest ?? old;
    if (around === undefined) throw new Error("the first changes are of everything");
    this.#view = {
      ...around,
      workers: mergeLook(old?.workers ?? null, rest, told),
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

function mergeLook(
  old: LookView | null,
  rest: ViewChanges["rest"],
  told: WorkersTold | undefined,
): LookView | null {
  if (rest === null) return old;
  const look = rest.workers;
  return look && { ...look, told: told ?? (old?.cluster === look.cluster ? old.told : null) };
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
