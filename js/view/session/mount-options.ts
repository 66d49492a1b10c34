/** What one mount shows of its session, and what the program at the other end has to say. */
export interface MountOptions {
  readonly view: "all" | "options" | "clusters";
  /** The key of the only cluster to show. */
  readonly onlyCluster?: string;
  /** False: no button to launch, for options that other code launches with. */
  readonly launchButton?: boolean;
  readonly programStatus?: ProgramStatus;
  /** A choice among the clusters. */
  readonly clusterChoice?: ClusterChoice;
}

/** How the Python program at the other end is: a state for `data-python`, and a sentence if the user should know of it. */
export interface ProgramStatus {
  readonly state: string;
  readonly text: string;
}

export interface ClusterChoice {
  readonly label: string;
  readonly title: string;
  /** The key of the cluster that is chosen. */
  readonly chosen: string | undefined;
  choose(cluster: string): void;
}

export const DEFAULT_OPTIONS: MountOptions = { view: "all" };
