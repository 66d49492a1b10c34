/** What one mount shows of its session, and what the program at the other end has to say. */
export interface Look {
  readonly view: "all" | "options" | "clusters";
  /** The key of the only cluster to show. */
  readonly only?: string;
  /** False: no button to launch, for options that other code launches with. */
  readonly launch?: boolean;
  /** A state for `data-python`, and a sentence if the user should know of it. */
  readonly notice?: { readonly state: string; readonly text: string };
  /** A choice among the clusters. */
  readonly choice?: Choice;
}

export interface Choice {
  readonly label: string;
  readonly title: string;
  /** The key of the cluster that is chosen. */
  readonly chosen: string | undefined;
  choose(cluster: string): void;
}

export const EVERYTHING: Look = { view: "all" };
