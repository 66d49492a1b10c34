import type { ISessionContext } from "@jupyterlab/apputils";

type Kernel = NonNullable<NonNullable<ISessionContext["session"]>["kernel"]>;
type AnyMessage = Parameters<Parameters<Kernel["anyMessage"]["connect"]>[0]>[1];

/** What became of code that was sent to a kernel; "aborted": it did not get to it. */
export type Outcome = "ok" | "error" | "aborted";
/** "waits": the kernel is at something else; "runs": it is at the code; "used": the code has run, and that kernel still does. */
export type Use = "waits" | "runs" | "used";

interface Run {
  readonly cluster: string;
  use: "waits" | "runs";
}

/** After these a kernel knows nothing of what it had. */
const ENDED: ReadonlySet<string> = new Set(["restarting", "autorestarting", "terminating", "dead"]);

/**
 * Which clusters one notebook or console is connected to, by what it sends to its kernel and what that replies: so it is known of code
 * that the user runs, too, and nothing is believed that has only been asked for.
 */
export class KernelWatch {
  /** What became of the code that was replied to last, by the clusters' keys. */
  readonly last = new Map<string, Outcome>();
  #kernel: Kernel | null = null;
  /** The process that replied: a kernel that was started again has another. */
  #process = "";
  /** By the messages that ask for it. */
  readonly #runs = new Map<string, Run>();
  readonly #used = new Set<string>();

  /** @param clusterOf The key of the cluster that this code connects to, if it is known to. */
  constructor(
    private readonly context: ISessionContext,
    private readonly clusterOf: (code: string) => string | undefined,
    private readonly onChange: () => void,
  ) {
    context.kernelChanged.connect(this.#follow, this);
    this.#follow();
  }

  /** By the clusters' keys. */
  get uses(): ReadonlyMap<string, Use> {
    const uses = new Map<string, Use>();
    for (const { cluster, use } of this.#runs.values()) uses.set(cluster, use);
    for (const cluster of this.#used) uses.set(cluster, "used");
    return uses;
  }

  /** It cannot be watched any more. */
  end(): void {
    this.context.kernelChanged.disconnect(this.#follow, this);
    this.#leave();
  }

  #follow(): void {
    const kernel = this.context.session?.kernel ?? null;
    if (kernel === this.#kernel) return;
    this.#leave();
    this.#kernel = kernel;
    kernel?.anyMessage.connect(this.#onMessage, this);
    kernel?.statusChanged.connect(this.#onStatus, this);
    kernel?.connectionStatusChanged.connect(this.#onConnection, this);
    kernel?.disposed.connect(this.#leave, this);
  }

  #leave(): void {
    this.#kernel?.anyMessage.disconnect(this.#onMessage, this);
    this.#kernel?.statusChanged.disconnect(this.#onStatus, this);
    this.#kernel?.connectionStatusChanged.disconnect(this.#onConnection, this);
    this.#kernel?.disposed.disconnect(this.#leave, this);
    this.#kernel = null;
    this.#forget();
  }

  #onStatus(_: Kernel, status: Kernel["status"]): void {
    if (ENDED.has(status)) this.#forget();
  }

  #onConnection(_: Kernel, status: Kernel["connectionStatus"]): void {
    // Nothing is heard of what becomes of it. One that is "connecting" again will be: see `#process`.
    if (status === "disconnected") this.#forget();
  }

  #forget(): void {
    if (this.#runs.size === 0 && this.#used.size === 0) return;
    this.#runs.clear();
    this.#used.clear();
    this.onChange();
  }

  #onMessage(kernel: Kernel, { msg, direction }: AnyMessage): void {
    const { channel, header } = msg;
    if (direction === "send") {
      if (header.msg_type !== "execute_request") return;
      const cluster = this.clusterOf((msg.content as { code: string }).code);
      if (cluster === undefined) return;
      this.#runs.set(header.msg_id, { cluster, use: kernel.status === "busy" ? "waits" : "runs" });
      this.onChange();
      return;
    }
    if (channel === "shell" && this.#used.size > 0 && header.session !== this.#process)
      this.#forget();
    if (this.#runs.size === 0) return;
    const { msg_id: id } = msg.parent_header as { msg_id?: string };
    const run = id === undefined ? undefined : this.#runs.get(id);
    if (id === undefined || run === undefined) return;
    if (header.msg_type === "execute_reply") {
      this.#runs.delete(id);
      const { status } = msg.content as { status: Outcome };
      this.last.set(run.cluster, status);
      if (status === "ok") {
        this.#process = header.session;
        this.#used.add(run.cluster);
      } else if (status === "error") {
        this.#used.delete(run.cluster);
      }
      this.onChange();
    } else if (run.use === "waits") {
      run.use = "runs";
      this.onChange();
    }
  }
}
