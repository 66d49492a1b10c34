import { pageGlobal } from "../page/page-global.js";
import { randomId } from "../page/random-id.js";
import type { RelayConnection } from "../view/index.js";
import { askAgain } from "./ask-again.js";
import type { FromPython } from "./protocol.js";
import { listen, send, type WidgetModel } from "./widget-model.js";

/** For a reply that was sent just before Python said that it does not work on the request: it may be on its way. */
const LATE_REPLY_MS = 2_000;

/**
 * Requests to a gateway through a kernel. Any widget of that kernel can carry them.
 *
 * Each is settled: by its reply; or by a rejection, which says that nobody knows whether it was carried out. That is
 * so when the kernel has ended, when its reply makes no sense, and when Python was asked and does not work on it. A
 * kernel that does not answer at all is busy: the request waits in it, and so does the question.
 */
export class Relay {
  readonly #carriers = new Set<WidgetModel>();
  /** By their ids. */
  readonly #pending = new Map<string, PendingRequest>();
  // What Python sends reaches all pages that show the widget.
  readonly #page = randomId();
  #count = 0;

  constructor(readonly base: string) {}

  /** Lets `model` carry requests until the signal aborts. */
  add(model: WidgetModel, signal: AbortSignal): void {
    this.#carriers.add(model);
    listen(model, (message, [body]) => this.#onMessage(message, body), signal);
    signal.addEventListener("abort", () => this.remove(model));
  }

  /** What `model` carried gets no reply any more. */
  remove(model: WidgetModel): void {
    this.#carriers.delete(model);
    for (const [id, { carrier }] of this.#pending) if (carrier === model) this.#giveUp(id);
  }

  readonly connection = (): RelayConnection => ({
    route: "relay",
    base: this.base,
    send: (method, path, body) => this.#request(method, path, body ?? null),
  });

  #request(method: string, path: string, body: string | null): Promise<Response> {
    this.#count += 1;
    const id = `${this.#page}-${this.#count}`;
    for (const carrier of this.#carriers) {
      try {
        send(carrier, {
          type: "request",
          id,
          method,
          path,
          body,
          lang: globalThis.document?.documentElement.lang ?? "",
        });
      } catch {
        // Nothing was sent: its kernel or its comm is closed.
        this.remove(carrier);
        continue;
      }
      return new Promise((resolve, reject) => {
        const end = new AbortController();
        this.#pending.set(id, { carrier, resolve, reject, end });
        askAgain(() => this.#ask(carrier, id), end.signal);
      });
    }
    return Promise.reject(new Error("no kernel"));
  }

  #ask(carrier: WidgetModel, id: string): void {
    try {
      send(carrier, { type: "ask", id });
    } catch {
      this.remove(carrier);
    }
  }

  #onMessage(message: FromPython, body?: DataView): void {
    if (message.type === "pending" && !message.value && this.#pending.has(message.id))
      setTimeout(() => this.#giveUp(message.id), LATE_REPLY_MS);
    if (message.type !== "reply") return;
    const { id, status, headers } = message;
    try {
      const reply = responseOf(status, headers, body);
      this.#take(id)?.resolve(reply);
    } catch {
      this.#giveUp(id);
    }
  }

  #giveUp(id: string): void {
    this.#take(id)?.reject(new Error("no reply"));
  }

  #take(id: string): PendingRequest | undefined {
    const request = this.#pending.get(id);
    this.#pending.delete(id);
    request?.end.abort();
    return request;
  }
}

interface PendingRequest {
  carrier: WidgetModel;
  resolve(reply: Response): void;
  reject(error: Error): void;
  /** Aborted when it is settled. */
  end: AbortController;
}

/** Throws for what cannot be a reply, such as status 101 or a header that is no Latin-1. */
function responseOf(status: number, headers: Record<string, string>, body?: DataView): Response {
  // Without one it would be taken for 200; and what has lost its body says nothing.
  if (!Number.isInteger(status) || (body === undefined && status !== 204)) throw new Error("odd");
  // A 204 must not have even an empty body.
  const content = body?.byteLength ? (body as BodyInit) : null;
  return new Response(content, { status, headers });
}

/** By their bases. */
const relays = pageGlobal<Map<string, Relay>>("kernel-relays", () => new Map());

/** The page's relay of this widget's kernel and gateway. */
export function relayOf(model: WidgetModel): Relay {
  const base = `relay:${model.get("_relay")}`;
  const relay = relays.get(base) ?? new Relay(base);
  relays.set(base, relay);
  return relay;
}
