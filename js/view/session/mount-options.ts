/** What one mount shows of its session, and how the program at the other end is. */
export interface MountOptions {
  /** Both, or only the form or the list. */
  readonly view: "all" | "options" | "clusters";
  /** The key of the only cluster to show. */
  readonly onlyCluster?: string;
  /** False: no button to launch, for options that other code launches with. */
  readonly launchButton?: boolean;
  readonly programStatus?: ProgramStatus;
  readonly clusterChoice?: ClusterChoice;
}

/** How the Python program at the other end is: a state for `data-python`, and a sentence if the user should know of it. */
export interface ProgramStatus {
  readonly state: string;
  readonly text: string;
}

/** A button in each cluster, pressed in the one that is chosen: the cluster that a program works with. */
export interface ClusterChoice {
  /** The button's text, and why one should press it. */
  readonly label: string;
  readonly title: string;
  /** The key of the cluster that is chosen. */
  readonly chosen: string | undefined;
  /** The user chose the cluster with this key. */
  choose(cluster: string): void;
}

/** Form and list, as the sidebar shows them. */
export const DEFAULT_OPTIONS: MountOptions = { view: "all" };
