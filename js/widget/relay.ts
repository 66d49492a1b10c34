import { pageGlobal } from "../page/page-global.js";
import type { RelayConnection } from "../view/index.js";
import type { FromPython } from "./protocol.js";
import { listen, send, type WidgetModel } from "./widget-model.js";

/** Requests to a gateway through a kernel. Any widget of that kernel can carry them. */
export class Relay {
  readonly #carriers = new Set<WidgetModel>();
  /** By their ids. */
  readonly #pending = new Map<string, PendingRequest>();
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
    for (const [id, { carrier, reject }] of this.#pending) {
      if (carrier !== model) continue;
      this.#pending.delete(id);
      reject();
    }
  }

  readonly connection = (): RelayConnection => ({
    route: "relay",
    base: this.base,
    send: (method, path, body) => this.#request(method, path, body ?? null),
  });

  #request(method: string, path: string, body: string | null): Promise<Response> {
    const [carrier] = this.#carriers;
    if (carrier === undefined) return Promise.reject(new Error("no kernel"));
    this.#count += 1;
    const id = String(this.#count);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { carrier, resolve, reject });
      send(carrier, { type: "request", id, method, path, body });
    });
  }

  #onMessage(message: FromPython, body?: DataView): void {
    if (message.type !== "reply") return;
    const { id, status, headers } = message;
    const request = this.#pending.get(id);
    if (request === undefined) return;
    this.#pending.delete(id);
    // A 204 must not have even an empty body.
    const content = body?.byteLength ? (body as BodyInit) : null;
    request.resolve(new Response(content, { status, headers }));
  }
}

interface PendingRequest {
  carrier: WidgetModel;
  resolve(reply: Response): void;
  reject(): void;
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
