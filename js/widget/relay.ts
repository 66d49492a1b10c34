import type { RelayConnection } from "../view/index.js";
import { type FromPython, listen, type Model } from "./model.js";
import { page } from "./page.js";

/** A way to a gateway through a kernel. Any widget of that kernel can carry a request. */
export class Relay {
  readonly #carriers = new Set<Model>();
  readonly #waiting = new Map<string, Waiting>();
  #count = 0;

  constructor(readonly base: string) {}

  /** Lets `model` carry requests until the signal aborts. */
  add(model: Model, signal: AbortSignal): void {
    this.#carriers.add(model);
    listen(model, (content, [body]) => this.#heard(content, body), signal);
    signal.addEventListener("abort", () => this.remove(model));
  }

  /** What `model` carried gets no answer any more. */
  remove(model: Model): void {
    this.#carriers.delete(model);
    for (const [id, { carrier, reject }] of this.#waiting) {
      if (carrier !== model) continue;
      this.#waiting.delete(id);
      reject();
    }
  }

  readonly connection = (): RelayConnection => ({
    route: "relay",
    base: this.base,
    send: (method, path, body) => this.#send(method, path, body ?? null),
  });

  #send(method: string, path: string, body: string | null): Promise<Response> {
    const [carrier] = this.#carriers;
    if (carrier === undefined) return Promise.reject(new Error("no kernel"));
    this.#count += 1;
    const id = String(this.#count);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { carrier, resolve, reject });
      carrier.send({ type: "request", id, method, path, body });
    });
  }

  #heard({ type, id = "", status, headers }: FromPython, body?: DataView): void {
    const waiting = this.#waiting.get(id);
    if (type !== "reply" || waiting === undefined || status === undefined) return;
    this.#waiting.delete(id);
    // A 204 must not have even an empty body.
    const content = body?.byteLength ? (body as BodyInit) : null;
    waiting.resolve(new Response(content, { status, headers: headers ?? {} }));
  }
}

interface Waiting {
  carrier: Model;
  resolve(reply: Response): void;
  reject(): void;
}

/** The page's relay of this widget's kernel and gateway. */
export function relayOf(model: Model): Relay {
  const base = `relay:${model.get("_relay")}`;
  const relay = page.relays.get(base) ?? new Relay(base);
  page.relays.set(base, relay);
  return relay;
}
