/**
 * What other extensions of JupyterLab have of this one: the token `IDaskGateway`, which the plugin `jupyter-dask-gateway:for-extensions` provides.
 * It is npm's package `@jupyter-dask-gateway/jupyterlab`, and shared under that name: JupyterLab compares tokens by identity, so all
 * extensions of a page must have the same object.
 */
import { Token } from "@lumino/coreutils";
import type { IDisposable } from "@lumino/disposable";
import type { ISignal } from "@lumino/signaling";

/**
 * The clusters of the user on the Jupyter server's Dask Gateway.
 *
 * Nothing is asked of the gateway before somebody wants to know: the user by opening the panel, or an extension by a call. What changes
 * something does what JupyterLab's command of that name does, and is to be seen in the panel as what the user did. All methods wait
 * until the gateway has been heard of, 10 s at most; all reject with an `Error` whose message is for users.
 */
export interface IDaskGateway {
  /** How it is with the gateway. */
  readonly state: IDaskGateway.State;
  /** Why the gateway cannot be used, in a sentence: while the state is "failed", and "unavailable". */
  readonly problem: string | null;
  /** Newest first, as last heard; null: not known yet. An array, and a cluster in it, is the same object while nothing has changed. */
  readonly clusters: readonly IDaskGateway.ICluster[] | null;
  /** There is another list: a cluster came or went, or something of one has changed, its figures included. */
  readonly clustersChanged: ISignal<IDaskGateway, void>;
  /** The state or the problem has changed. */
  readonly stateChanged: ISignal<IDaskGateway, void>;

  /** Asks the gateway, if nobody has yet, and gives the list. After a failure it asks again. */
  ready(): Promise<readonly IDaskGateway.ICluster[]>;
  /** Keeps the list and the figures up to date until it is disposed of, while the page can be seen: as the panel does while it is open. */
  watch(): IDisposable;
  /** Asks the gateway for everything now. */
  refresh(): Promise<void>;

  /** Launches a cluster, and gives its key when the gateway has made it; null: the user was asked and does not want it. */
  launch(wish?: IDaskGateway.ILaunch, how?: IDaskGateway.IHow): Promise<string | null>;
  /** Asks for a number of workers. True when the gateway has taken it; false: the user does not want it. */
  scale(cluster: string, workers: number, how?: IDaskGateway.IHow): Promise<boolean>;
  /** Lets the number of workers follow the load, between two bounds. */
  adapt(
    cluster: string,
    minimum: number,
    maximum: number,
    how?: IDaskGateway.IHow,
  ): Promise<boolean>;
  /** Stops a cluster. The user is asked unless `how` says otherwise: results in the workers' memory are lost. */
  stop(cluster: string, how?: IDaskGateway.IHow): Promise<boolean>;
  /**
   * Connects the notebook or console in which the user works: puts the code there, and runs it if the user's settings say so. True when
   * the code is there, or has run: a busy kernel is waited for. Rejects if it has raised an error, which that cell shows, or was not run.
   */
  connect(cluster: string, how?: IDaskGateway.IHow): Promise<boolean>;
  /** Puts the code that connects into that notebook or console, and no more. True when it is there. */
  insertCode(cluster: string, how?: IDaskGateway.IHow): Promise<boolean>;

  /** Opens the panel in the sidebar. */
  openPanel(): Promise<void>;
  /** Opens the cluster's dashboard. */
  openDashboard(cluster: string): Promise<void>;
  /** Opens one plot of its dashboard: "task stream", or its path; without one, the layout of four. */
  openPlot(cluster: string, plot?: string): Promise<void>;
  /** Opens the log of its scheduler, or of the worker with this address. */
  openLogs(cluster: string, worker?: string): Promise<void>;
}

/** What an extension names in `requires` or `optional`. */
export const IDaskGateway = new Token<IDaskGateway>(
  "jupyter-dask-gateway:IDaskGateway",
  "The user’s clusters on the Dask Gateway: list, figures, launch, scale, adapt, stop, connect.",
);

export namespace IDaskGateway {
  /**
   * "idle": nobody has asked yet, or the user has logged out. "loading": the first answer is not there. "ready". "failed": the gateway
   * cannot be used now, or none is configured; it is asked again by itself, and the list stays as it was. "unavailable": never in this
   * page.
   */
  export type State = "idle" | "loading" | "ready" | "failed" | "unavailable";

  /** A cluster. Its full name is in none of it: who knows that can reach the scheduler. */
  export interface ICluster {
    /** The first 8 characters of its name, which all methods take; with a number behind where two are alike. */
    readonly key: string;
    /** What the user calls it; else the key. */
    readonly name: string;
    readonly status: "PENDING" | "RUNNING" | "STOPPING" | "STOPPED" | "FAILED" | "UNKNOWN";
    /** When it was launched: milliseconds since 1970; 0: not known. */
    readonly start: number;
    /** Of all workers that are there, as the scheduler tells; null: not known. Memory in bytes. */
    readonly workers: number | null;
    readonly threads: number | null;
    readonly memory: number | null;
    /** What results take of the memory. */
    readonly results: number | null;
    readonly tasks: ITasks | null;
    /** Workers asked for while another number is there; null: none. */
    readonly asked: number | null;
    /** Bounds set from this browser; null: none, or not known. */
    readonly adaptive: { readonly minimum: number; readonly maximum: number } | null;
    readonly canScale: boolean;
    readonly canAdapt: boolean;
    readonly canStop: boolean;
    readonly hasDashboard: boolean;
    /** Why there are no figures, or none that are of now; null: there are, or it is not certain yet. */
    readonly noFigures: string | null;
  }

  /** How far the work is. */
  export interface ITasks {
    readonly all: number;
    /** Done, and not needed any more. */
    readonly released: number;
    /** Done, and their results in memory. */
    readonly memory: number;
    readonly processing: number;
    readonly waiting: number;
    readonly erred: number;
  }

  /** What is wanted of a launch. What is left out is as the form in the panel has it. */
  export interface ILaunch {
    /** The form is filled from the preset of this name first. */
    readonly preset?: string;
    /** Laid over the form's values; as JSON text where a number in them is larger than JavaScript's can be. */
    readonly options?: Readonly<Record<string, unknown>> | string;
    /** Workers at start: a number, or between which bounds the cluster adapts. */
    readonly workers?: number | readonly [minimum: number, maximum: number];
  }

  export interface IHow {
    /** Whether the user is asked in a dialog first. By default only before a stop. */
    readonly ask?: boolean;
    /** Whether the panel is opened, where the outcome is to be seen. By default it is not. */
    readonly show?: boolean;
  }
}
