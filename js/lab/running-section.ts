import { Signal } from "@lumino/signaling";
import type { Live } from "./live.js";
import type { RunningItem, RunningManager } from "./running-types.js";
import { strings } from "./strings.js";

const load = () => import(/* webpackChunkName: "running" */ "./running-items.js");

/** The clusters' section in JupyterLab's Running panel. What stands in it comes when the session has been opened. */
export class RunningSection implements RunningManager {
  readonly runningChanged = new Signal<this, void>(this);
  readonly name = strings.running.title;
  readonly shutdownLabel = strings.running.stop;
  readonly shutdownAllLabel = strings.running.stopAll;
  readonly shutdownAllConfirmationText = strings.running.stopAllConsequence;
  #items: RunningItem[] = [];

  constructor(private readonly live: Live) {
    live.onStart(async (started) => {
      (await load()).fillSection(this, live, started);
    });
  }

  running(): RunningItem[] {
    return this.#items;
  }

  set items(items: RunningItem[]) {
    this.#items = items;
    this.runningChanged.emit();
  }

  /** JupyterLab has asked. */
  async shutdownAll(): Promise<void> {
    (await load()).stopAll(this.live);
  }

  async refreshRunning(): Promise<void> {
    await (await load()).refresh(this.live);
  }
}
