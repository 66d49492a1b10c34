import type { TemplateResult } from "lit/html.js";
import type { RelayConnection } from "#session";
import { gatewayCode } from "../page/gateway-code.js";
import type { OpenSession } from "../view/model.js";
import type { MountOptions } from "../view/session/mount-options.js";
import type { ElementAttributes } from "./attributes.js";
import type { Source, SourceListener, SourceProblem } from "./source.js";
import { readSpec, type Spec } from "./spec.js";
import { strings } from "./strings.js";
import type { ViewToolkit } from "./types.js";

type About = Pick<ElementAttributes, "publicAddress" | "site">;

let count = 0;

/**
 * The form without a gateway: a connection that is answered here, from a spec. Each element has one of its own; another spec comes into
 * the same form, which keeps what was typed.
 */
export class OfflineSource implements Source, RelayConnection {
  readonly route = "relay";
  readonly isOffline = true;
  readonly base = `offline-${++count}`;
  /** As the attribute has it, or the script in its place. */
  #given: Spec | null = null;
  /** The reply of `/api/v1/options`. */
  #reply: string | null = null;
  #problem: SourceProblem | null = null;
  /** Ends the reading of a spec that is not wanted any more. */
  #reading = new AbortController();
  #session: OpenSession | undefined;
  #listener: SourceListener | undefined;

  /** What the core was told of it. */
  #told: string | null = null;

  /** `gateway`: what code names. That, and what the site says, is told to the core once. */
  constructor(
    private readonly gateway: string | null,
    private readonly attributes: About,
  ) {}

  /** Whether an element with these attributes can go on with it. */
  fits(gateway: string | null, { publicAddress, site }: About): boolean {
    const own = this.attributes;
    return this.gateway === gateway && own.publicAddress === publicAddress && own.site === site;
  }

  take(spec: Spec): void {
    if (spec.text === this.#given?.text && spec.url === this.#given?.url) return;
    this.#given = spec;
    void this.#read(spec);
  }

  async #read(spec: Spec): Promise<void> {
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    const isInline = spec.text !== null;
    const read = isInline ? spec.text : await readSpec(spec.url, signal);
    if (signal.aborted) return;
    if (read instanceof Error) {
      const again = () => {
        this.#problem = null;
        void this.#read(spec);
        this.#listener?.update();
      };
      this.#problem = { error: read, again };
    } else {
      this.#problem = null;
      // Some editors put that in front.
      this.#reply = read.replace(/^\ufeff/, "");
      // In no page, its session may have ended.
      if (this.#listener !== undefined) this.#tell();
    }
    if (!isInline) this.#listener?.update();
  }

  #tell(): void {
    if (this.#told !== null && this.#told !== this.#reply)
      this.#session?.dispatch({ type: "refresh" });
  }

  get isReady(): boolean {
    return this.#reply !== null;
  }

  get problem(): SourceProblem | null {
    return this.#problem;
  }

  addListener(listener: SourceListener): void {
    this.#listener = listener;
  }

  removeListener(): void {
    this.#listener = undefined;
  }

  options(): MountOptions {
    return { view: "options", isOffline: true };
  }

  async connect(toolkit: ViewToolkit): Promise<OpenSession> {
    const session = await toolkit.connect(this);
    this.#session = session;
    this.#tell();
    return session;
  }

  /** What the core asks: its configuration once, the options, and again and again for clusters, of which there are none. */
  async send(method: string, path: string): Promise<Response> {
    if (method !== "GET") return json(`{"error": "there is no gateway"}`, 405);
    if (path === "config") return json(this.#config());
    if (path === "api/v1/options") {
      this.#told = this.#reply;
      return json(this.#reply ?? "");
    }
    return path.startsWith("api/v1/clusters/") ? json("{}") : json("{}", 404);
  }

  #config(): string {
    const { publicAddress, site } = this.attributes;
    return JSON.stringify({
      address: this.gateway,
      code: this.gateway && gatewayCode(this.gateway, publicAddress, undefined),
      site: site ?? null,
    });
  }

  onDraw(): void {}

  bar(): null {
    return null;
  }

  above({ html }: ViewToolkit): TemplateResult | null {
    if (this.isReady || this.#problem !== null) return null;
    return html`<p class="waiting" role="status"><span class="spinner"></span>${strings.reading}</p>`;
  }
}

function json(body: string, status = 200): Response {
  return new Response(body, { status, headers: { "Content-Type": "application/json" } });
}
