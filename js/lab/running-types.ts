import type { LabIcon } from "@jupyterlab/ui-components";
import type { ISignal } from "@lumino/signaling";

/** What JupyterLab's "Running" panel shows and does, as it is from 4.2 to 4.6: its own types differ from one to the next. */

/** Something that runs. */
export interface RunningItem {
  /** A click on its label. */
  open(): void;
  /** Absent: it cannot be shut down now. */
  shutdown?(): void;
  icon(): LabIcon;
  label(): string;
  labelTitle?(): string;
  /** Stands behind the label. */
  detail?(): string;
}

/** A section of the panel. It is asked again for all of it after `runningChanged`. */
export interface RunningManager {
  readonly name: string;
  running(): RunningItem[];
  /** After a question. */
  shutdownAll(): void;
  /** The user wants to know how it is now. */
  refreshRunning(): void;
  readonly runningChanged: ISignal<unknown, void>;
  readonly shutdownLabel: string;
  readonly shutdownAllLabel: string;
  readonly shutdownAllConfirmationText: string;
}
