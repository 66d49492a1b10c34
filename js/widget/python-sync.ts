import type { Python } from "../jupyter/python.js";
import type { OpenSession, UserEvent, View } from "../view/model.js";
import { watchKernel } from "./kernel.js";
import { type FromPython, listen, type Model } from "./model.js";
import type { Relay } from "./relay.js";

/** Milliseconds between two messages about options: what is typed in between goes in one. */
const PAUSE = 100;
/** Milliseconds for Python to answer before the user is told that it does not. */
const PATIENCE = 3_000;

/**
 * Keeps one widget's Python and the page's session in step, however often the widget is displayed.
 *
 * The form is what counts: Python gets its valid options, at most one message at a time, so that a busy
 * kernel finds one message and not a hundred. What Python sets is laid into the form by the core, which
 * knows what the user is typing.
 */
export class Follower {
  /** How many displays of the widget use it. */
  displays = 0;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<() => void>();
  /** The options that Python has, as the core writes them; null before it has said a word. */
  #known: string | null = null;
  /** The form as it was after Python had set something in it: no news to Python. */
  #laid: string | null = null;
  /** A message about options is on its way. */
  #sending = false;
  #lastSent = Number.NEGATIVE_INFINITY;
  #later: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #python: Python = "follows";
  #launching = false;
  /** The launch in flight was asked for in this widget. */
  #own = false;
  #cluster: string | null = null;
  #status: string | null = null;

  constructor(
    private readonly model: Model,
    private readonly session: OpenSession,
    private readonly relay: Relay | null,
  ) {
    const { signal } = this.#abort;
    listen(model, (content) => this.#heard(content), signal);
    session.subscribe(() => this.#changed(), signal);
    relay?.add(model, signal);
    watchKernel(model, () => this.end(), signal);
    this.#ask({ type: "hello" });
  }

  get python(): Python {
    return this.#python;
  }

  /** The key of the cluster that Python works with. */
  get chosen(): string | undefined {
    const name = this.#cluster;
    if (name === null) return undefined;
    const { clusters } = this.session.view();
    return clusters?.find(({ key }) => this.session.clusterName(key) === name)?.key;
  }

  /** No kernel knows the widget any more. */
  end(): void {
    this.relay?.remove(this.model);
    this.#set("gone");
  }

  /** The user wants Python to work with this cluster. */
  choose(key: string): void {
    const name = this.session.clusterName(key);
    if (name === undefined) return;
    this.#cluster = name;
    this.#status = null;
    this.#send({ type: "choose", cluster: name });
    this.#changed();
    this.#tell();
  }

  /** The user did this in one of the widget's displays. */
  did({ type }: UserEvent): void {
    if (type === "launch") this.#own = true;
  }

  /** Calls `listener` when `python` or `chosen` may have changed, until the signal aborts. */
  subscribe(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener));
  }

  /** Nobody looks any more, or focus leaves the form: what Python does not know yet goes now. */
  flush(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    const options = this.session.options();
    if (this.#known === null || this.#sending || options === this.#known) return;
    if (this.session.view().form === null) return;
    this.#sending = true;
    this.#lastSent = performance.now();
    this.#known = options;
    this.#ask({ type: "options", options });
  }

  dispose(): void {
    this.flush();
    clearTimeout(this.#later);
    clearTimeout(this.#silence);
    this.#abort.abort();
  }

  #changed(): void {
    const view = this.session.view();
    this.#tellLaunch(view);
    this.#tellStatus(view);
    if (this.#later !== undefined || this.#sending) return;
    const pause = this.#lastSent + PAUSE - performance.now();
    if (pause <= 0) this.flush();
    else this.#later = setTimeout(() => this.flush(), pause);
  }

  #tellLaunch({ form }: View): void {
    const launching = form?.launching ?? false;
    if (launching === this.#launching) return;
    this.#launching = launching;
    if (!launching && this.#own) {
      this.#own = false;
      // A cluster that was launched here is the one to work with.
      const words = form?.message?.message;
      if (words?.id === "launched") this.choose(words.cluster);
    }
    this.#send({ type: "launching", value: launching });
  }

  #tellStatus({ clusters }: View): void {
    const key = this.chosen;
    const status = clusters?.find((cluster) => cluster.key === key)?.status;
    if (status === undefined || status === this.#status) return;
    this.#status = status;
    this.#send({ type: "status", cluster: this.#cluster, status });
    this.#tell();
  }

  #heard({ type, options, byPython, cluster }: FromPython): void {
    clearTimeout(this.#silence);
    this.#set("follows");
    switch (type) {
      case "welcome":
        this.#known ??= "";
        this.#cluster = cluster ?? null;
        // Otherwise somebody has typed into the page's form since Python heard of it last.
        if (options && (byPython || !this.session.view().form?.changed)) this.#lay(options);
        break;
      case "set":
        if (options) this.#lay(options);
        break;
      case "cluster":
        this.#cluster = cluster ?? null;
        this.#status = null;
        break;
      case "taken":
        this.#sending = false;
        break;
      default:
        return;
    }
    this.#changed();
    this.#tell();
  }

  #lay(options: string): void {
    const unseen = this.#unseen();
    this.session.dispatch({ type: "set-options", options, unseen });
    if (!unseen) this.#laid = this.session.options();
    // Python is told what came of it, even if that is what it has been told before.
    this.#known = "";
  }

  /** The user has changed something that Python had not taken when it spoke. */
  #unseen(): boolean {
    const options = this.session.options();
    return options !== this.#laid && (this.#sending || options !== this.#known);
  }

  #send(message: object): void {
    // To a kernel that has ended it would throw.
    if (this.#python !== "gone") this.model.send(message);
  }

  #ask(message: object): void {
    this.#send(message);
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#set("silent"), PATIENCE);
  }

  #set(python: Python): void {
    if (python === this.#python || (this.#python === "gone" && python === "silent")) return;
    this.#python = python;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
