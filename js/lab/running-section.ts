import { Signal } from "@lumino/signaling";
import type { Live } from "./live.js";
import type { RunningItem, RunningManager } from "./running-types.js";
import { strings } from "./strings.js";

const load = () => import(/* webpackChunkName: "running" */ "./running-items.js");

/** The clusters' section in JupyterLab's Running panel. Who opens that panel wants to know what runs: nothing is asked before. */
export class RunningSection implements RunningManager {
  readonly runningChanged = new Signal<this, void>(this);
  readonly name = strings.running.title;
  readonly shutdownLabel = strings.running.stop;
  readonly shutdownAllLabel = strings.running.stopAll;
  readonly shutdownAllConfirmationText = strings.running.stopAllConsequence;
  #items: RunningItem[] = [];
  #panel: Element | null = null;

  /** @param restored JupyterLab shows what was open before: perhaps that panel. */
  constructor(
    private readonly live: Pick<Live, "onCluster" | "start" | "isStarted" | "tell" | "show">,
    restored: Promise<unknown>,
  ) {
    live.onCluster(async (started) => {
      (await load()).fillSection(this, live, started);
    });
    restored.then(() => this.#watch());
  }

  running(): RunningItem[] {
    // Also asked for while the panel is made, and before it is shown: then it can be found a moment later.
    if (this.#panel === null) setTimeout(() => this.#watch());
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

  /** Has it told how it is now whenever somebody opens the panel. */
  #watch(): void {
    if (this.#panel !== null) return;
    this.#panel = document.querySelector(".jp-RunningSessions");
    if (this.#panel === null) return;
    new IntersectionObserver(([seen]) => {
      if (seen?.isIntersecting) this.refreshRunning().catch(console.error);
    }).observe(this.#panel);
  }
}
