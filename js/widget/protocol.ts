import type { PartName } from "../page/parts.js";
import type { ClusterView } from "../view/model.js";

/**
 * The messages between a notebook widget's Python and its script in the page: both directions, all of them. They travel
 * as custom messages of the widget's comm. Python's end is
 * `jupyter_dask_gateway/widget/protocol.py`, with the same messages.
 *
 * Any of them may be lost, come twice or come late: both ends stay in step all the same, as that file says. What Python
 * sends reaches all pages that show the widget.
 *
 * `options` are JSON text with the options by name, as Python writes JSON: NaN and integers of any size are in it.
 * `cluster` is a cluster's full name, a secret: never to be shown or kept. `page` names the page, or the time for which
 * it shows the widget. `revision` counts what Python code has set in the widget.
 */

/** What the page sends. */
export type ToPython =
  /** Somebody displays the widget, or the page has missed something. The answer is `welcome`, with the same `count`: that of its
   * last changes. */
  | { type: "hello"; page: string; count: number }
  | ChangesMessage
  /** The presets that the page has, the user's own and the site's: JSON text of a list. It may be lost, and is told anew after `welcome`. */
  | { type: "presets"; page: string; presets: string }
  /** The page found no server that offers this file. The answer is `file`. */
  | { type: "file"; file: FileName }
  /** A request to the gateway, by the relay. Our own errors come in the language `lang`. `path` is below `<base>/dask-gateway/`. The answer is `reply` with this `id`. */
  | { type: "request"; id: string; method: string; path: string; body: string | null; lang: string }
  /** Is the request with this `id` still with Python? The answer is `pending`, and may be late: the kernel is busy. */
  | { type: "ask"; id: string };

/** What the page knows and Python does not. The answer is `taken`; until then no other is sent, but the same again. */
export interface ChangesMessage extends Changes {
  type: "changes";
  page: string;
  /** Counts the page's changes: what comes after a later one is out of date. */
  count: number;
  /** What Python had set when the page sent this. */
  revision: number;
  /** One of the options is not as it began: where Python has none yet, these count. */
  edited: boolean;
}

/** Null: nothing new. */
export interface Changes {
  /** All options, valid and changed in the page. */
  options: string | null;
  /** A launch has begun, or has ended: in between, options cannot be set from Python. */
  launching: boolean | null;
  /** Python is to work with this cluster. */
  choose: string | null;
  /** The status of `cluster`, the one that Python works with, as the gateway tells it: such as "RUNNING". */
  cluster: string | null;
  status: string | null;
  /** The figures of `cluster`. */
  figures: Figures | null;
  /** Whether the kernel is to stop, when it ends, the clusters that the widget works with from now on. */
  stopNew: boolean | null;
  /** Whether it is to stop these, by their full names. */
  stops: Readonly<Record<string, boolean>> | null;
}

/** What a cluster's scheduler tells; null: not known. Memory is in bytes. */
export interface Figures {
  readonly workers: number | null;
  readonly threads: number | null;
  readonly memory: number | null;
  /** What results take of it. */
  readonly results: number | null;
  readonly tasks: ClusterView["tasks"];
}

/** What a kernel stops when it ends. */
export interface Stops {
  /** The clusters that the widget works with from now on. */
  readonly stopNew: boolean;
  /** The full names of those that it stops. */
  readonly stops: readonly string[];
}

/** What Python sends. */
export type FromPython =
  /**
   * What Python has. `options`: null before the gateway has told it of them. `setAt`: the revision at which Python code set
   * them last; 0 if they were last set in a page. `cluster`: the one that Python works with. A Python of an earlier version
   * says no `count`, and nothing of `Stops`: it has no such thing.
   */
  | (Partial<Stops> & {
      type: "welcome";
      page: string;
      count?: number | null;
      revision: number;
      options: string | null;
      setAt: number;
      cluster: string | null;
    })
  /**
   * Python code has set these options; the others stay as they are. `initial`: they are those with which Python begins, now that
   * the gateway has told it of them: a form that was edited meanwhile counts more.
   */
  | { type: "set"; revision: number; options: string; initial?: boolean }
  /** Python code works with this cluster, or with none. */
  | { type: "cluster"; revision: number; cluster: string | null }
  /** What it stops when it ends has changed. */
  | (Stops & { type: "stops"; revision: number })
  /** Python has this page's changes up to `count`; `revision` is what it had set by then. */
  | { type: "taken"; page: string; count: number; revision: number }
  /** Python code wants to see this plot of the cluster in this page: its path below the dashboard's address. */
  | { type: "plot"; page: string; cluster: string; plot: string }
  /** Python code fills the form of this page from the preset `name`. `options`, `workers`: JSON text; null: nothing is said. */
  | { type: "fill"; page: string; name: string; options: string; workers: string | null }
  /** The file's bytes are the only buffer, empty if there is no such file. */
  | { type: "file"; file: FileName }
  /** The body's bytes are the only buffer. */
  | { type: "reply"; id: string; status: number; headers: Record<string, string> }
  /** Python works on the request with this `id`; or it does not, and never will. */
  | { type: "pending"; id: string; value: boolean };

/** The package's modules: the core with the view, and the parts that are fetched on demand. */
export type FileName = "main" | PartName;
