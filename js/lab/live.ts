import type { ClusterView, Session, UserEvent, View } from "../view/model.js";
import { loadSessionPart } from "./load-session-part.js";
import type { GatewayPanel } from "./panel.js";
import type { Started } from "./started.js";
import type { ToldCore } from "./told.js";

/** By this the user works with a cluster. */
const WORKS_WITH = /^(connect|copy|drag|insert|open)/;
/** What may take its time, and what cancels it. For anything else no script is fetched. */
const TAKES_TIME = /^(launch|run-again|scale|adapt|answer-stop|cancel-stops)/;

/**
 * What shows the gateway's clusters in JupyterLab outside of the panel: notifications, the status bar, the Running panel. Nothing is
 * asked by itself: they begin when the panel, a widget, a command or a look at the Running panel has opened the session.
 */
export class Live {
  #starting: Promise<Started> | undefined;
  #started: Started | undefined;
  readonly #listeners: ((started: Started) => void)[] = [];
  /** The key of the cluster that the user works with, of the Jupyter server's gateway; not known at first. */
  chosen: string | undefined;
  /** Another was chosen. */
  onChosen: (() => void) | undefined;
  isOffered = false;
  /** There is something to offer: never, where a user without a gateway is to see nothing. */
  offer!: () => void;
  readonly offered = new Promise<void>((done) => {
    this.offer = () => {
      this.isOffered = true;
      done();
    };
  });

  /** There is a panel where more is said. */
  hasPanel = true;
  /** What takes longer is told by notifications. */
  tells = false;

  /**
   * @param activate Opens the panel; where there is none, what shows most of this cluster.
   * @param open Opens the session, if it is not open yet.
   */
  constructor(
    private readonly panel: Pick<GatewayPanel, "showCluster">,
    private readonly activate: (cluster: string | null) => void,
    private readonly open: () => Promise<Started>,
  ) {}

  get isStarted(): boolean {
    return this.#started !== undefined;
  }

  /** The cluster with this key, if it is known here. */
  cluster(key: string): ClusterView | undefined {
    return this.#started?.session.view().clusters?.find((cluster) => cluster.key === key);
  }

  /** It is known that there is no gateway to work with. */
  get hasNone(): boolean {
    return this.#started?.session.view().problem?.message.id === "not-configured";
  }

  /** Opens the session. After a failure a call tries again. */
  start(): Promise<Started> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  /** Calls `listener` once the session is open, and with each that comes after it. */
  onStart(listener: (started: Started) => void): void {
    this.#listeners.push(listener);
    if (this.#started !== undefined) listener(this.#started);
  }

  /** The same for who has nothing to show before there is a cluster. */
  onCluster(listener: (started: Started) => void): void {
    this.onStart(async (started) => {
      await (await loadSessionPart()).firstCluster(started);
      listener(started);
    });
  }

  /** Its outcome is told by a notification. */
  takesTime(events: readonly UserEvent[]): boolean {
    return this.tells && events.some(({ type }) => TAKES_TIME.test(type));
  }

  /** The session has ended: another may be opened. */
  end(): void {
    this.#starting = this.#started = this.chosen = undefined;
  }

  /** Something shows this session: see `labServices.follow`. */
  follow(
    core: ToldCore,
    session: Session,
    isServers: boolean,
  ): (event: UserEvent, before: View) => void {
    if (isServers) this.start().catch(console.error);
    return (event, before) => {
      if (isServers && WORKS_WITH.test(event.type) && "cluster" in event)
        this.choose(event.cluster);
      this.tell(core, session, isServers, event, before).catch(console.warn);
    };
  }

  /** The user works with the cluster with this key from now on. */
  choose(cluster: string | null): void {
    if (cluster === null || cluster === this.chosen) return;
    this.chosen = cluster;
    this.onChosen?.();
  }

  /** The user did this to a session. `away`: where its outcome is not told. */
  async tell(
    core: ToldCore,
    session: Session,
    isServers: boolean,
    event: UserEvent,
    before: View,
    away = false,
  ): Promise<void> {
    if (!this.takesTime([event])) return;
    const { toldOf } = await import(/* webpackChunkName: "told" */ "./told.js");
    const show = (cluster: string | null) => this.show(cluster);
    const place = isServers ? (this.hasPanel ? show : null) : undefined;
    toldOf(core, session, place).onEvent(event, before, away || place === null);
  }

  /** Opens the panel, at the cluster with this key if it is there. */
  show(cluster: string | null): void {
    this.activate(cluster);
    if (cluster !== null && this.hasPanel) this.panel.showCluster(cluster).catch(() => {}); // the panel has shown it
  }

  async #start(): Promise<Started> {
    const started = await this.open();
    this.#started = started;
    for (const listener of this.#listeners) listener(started);
    return started;
  }
}
