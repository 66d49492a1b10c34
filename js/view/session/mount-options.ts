/** What one mount shows of its session, and how the program at the other end is. */
export interface MountOptions {
  /** Both, or only the form or the list. */
  readonly view: "all" | "options" | "clusters";
  /** The key of the only cluster to show. */
  readonly onlyCluster?: string;
  /** False: no button to launch, for options that other code launches with. */
  readonly launchButton?: boolean;
  /** There is no gateway to launch at, or to ask again: the form is for what the page does with it. */
  readonly isOffline?: boolean;
  readonly programStatus?: ProgramStatus;
  readonly clusterChoice?: ClusterChoice;
  readonly clusterTick?: ClusterTick | undefined;
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

/** A tick in each cluster that has not ended, and one beside the button that launches. */
export interface ClusterTick {
  readonly label: string;
  readonly title: string;
  /** Whether the cluster with this key is ticked. */
  isTicked(cluster: string): boolean;
  /** While this is the same, that is. */
  readonly version: string;
  /** The user has set or taken away the tick of the cluster with this key. */
  tick(cluster: string, on: boolean): void;
  readonly ofLaunch: {
    readonly title: string;
    readonly ticked: boolean;
    tick(on: boolean): void;
  };
}

/** Form and list, as the sidebar shows them. */
export const DEFAULT_OPTIONS: MountOptions = { view: "all" };
