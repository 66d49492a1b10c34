import type { PartName } from "../page/parts.js";

/**
 * The messages between a notebook widget's Python and its script in the page: both directions, all of them. They travel
 * as custom messages of the widget's comm. Python's end is
 * `jupyter_dask_gateway/widget/protocol.py`, with the same messages.
 *
 * `options` are JSON text with the options by name, as Python writes JSON: NaN and integers of any size are in it.
 * `cluster` is a cluster's full name, a secret: never to be shown or kept.
 */

/** What the page sends. */
export type ToPython =
  /** Somebody displays the widget, or displays it again after a reload. The answer is `welcome`. */
  | { type: "hello" }
  /** All options, valid and changed in the page. The answer is `taken`; until then no other is sent. */
  | { type: "options"; options: string }
  /** A launch has begun, or has ended: in between, options cannot be set from Python. */
  | { type: "launching"; value: boolean }
  /** Python is to work with this cluster. */
  | { type: "choose"; cluster: string }
  /** That cluster's status, as the gateway tells it, such as "RUNNING". */
  | { type: "status"; cluster: string; status: string }
  /** The page found no server that offers this file. The answer is `file`. */
  | { type: "file"; file: FileName }
  /** A request to the gateway, by the relay. `path` is below `<base>/dask-gateway/`. The answer is `reply` with this `id`. */
  | { type: "request"; id: string; method: string; path: string; body: string | null };

/** What Python sends. */
export type FromPython =
  /**
   * What Python has. `options`: null before the gateway has told it of them. `byPython`: they were last set there, not in
   * a page. `cluster`: the one that Python works with.
   */
  | { type: "welcome"; options: string | null; byPython: boolean; cluster: string | null }
  /** Python has set these options; the others stay as they are. */
  | { type: "set"; options: string }
  /** Python works with this cluster, or with none. */
  | { type: "cluster"; cluster: string | null }
  /** Python has the last `options`. */
  | { type: "taken" }
  /** The file's bytes are the only buffer. */
  | { type: "file"; file: FileName }
  /** The body's bytes are the only buffer. */
  | { type: "reply"; id: string; status: number; headers: Record<string, string> };

/** The package's modules: the core with the view, and the parts that are fetched on demand. */
export type FileName = "main" | PartName;
