import type { Connection, HttpConnection, Outside, Session } from "#session";

/** One request, and its answer or why there is none. */

/**
 * The most bytes that an answer may have, by any route: as many as the pass-through hands on (`max_reply_bytes` in
 * `jupyter_dask_gateway/gateway/limits.py`). 1,000 running clusters take 3.3 MB.
 */
const MAX_REPLY_BYTES = 1 << 23;

type WithoutId<T> = T extends [number, ...infer Rest] ? Rest : never;
type Request = WithoutId<Parameters<Outside["send"]>>;
type Answer = WithoutId<Parameters<Session["answered"]>>;
type Failure = Parameters<Session["failed"]>[1];

/**
 * By the browser's fetch, or by a relay. That has all the time it takes: a busy kernel answers when it can, and what was asked of it is done
 * then. A time limit would only hide that. After `abort` nobody waits for the answer.
 */
export async function exchange(
  connection: Connection,
  [route, publicAddress, method, path, body, seconds, cut]: Request,
  abort: AbortController,
): Promise<Answer | Failure> {
  const asked = connection.route === route ? connection : other(connection, route, publicAddress);
  if (asked === null) return "not-offered";
  let failure: Failure = "no-answer";
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    let response: Response;
    if (asked.route === "relay") {
      response = await asked.send(method, path, body);
    } else {
      timer = setTimeout(() => {
        failure = "timed-out";
        abort.abort();
      }, seconds * 1_000);
      // Of all that a gateway serves only its API asks for a login: what schedulers answer is no business of the gateway's.
      const isLogin = route === "pass-through" || path.startsWith("api/v1/");
      const headers = new Headers({ Accept: "application/json" });
      for (const header of isLogin ? Object.entries(asked.headers()) : []) headers.set(...header);
      if (body !== undefined) headers.set("Content-Type", "application/json");
      const { signal } = abort;
      const { credentials } = asked;
      // No redirect is followed (the answer then has status 0): what wants a login would answer with its page.
      const rest = { credentials, cache: "no-store", redirect: "manual", signal } as const;
      response =
        (await asked.begun?.(path)) ??
        (await fetch(
          new Request(asked.base + path, { method, headers, body: body ?? null, ...rest }),
        ));
    }
    const bytes = await bodyOf(response, cut, abort.signal);
    if (bytes === null) return "too-large";
    const header = (name: string) => response.headers.get(name) ?? undefined;
    return [
      response.status,
      header("Content-Type") ?? "",
      header("Dask-Gateway-Error"),
      header("Retry-After"),
      Date.parse(header("Date") ?? "") || Date.now(),
      bytes,
    ];
  } catch {
    return failure;
  } finally {
    clearTimeout(timer);
  }
}

/** The connection for another route; null: there is none. */
function other(
  connection: Connection,
  route: Request[0],
  publicAddress: string,
): Connection | null {
  try {
    const ask = (connection as Partial<HttpConnection>).other?.bind(connection);
    return ask?.(route === "pass-through" ? "relay" : route, publicAddress) ?? null;
  } catch {
    return null;
  }
}

/**
 * The whole body. One that is too large is not read to its end, which may never come: what was read until `cut` is taken as it is. Null:
 * there is no `cut`.
 */
async function bodyOf(
  { body }: Response,
  cut: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const reader = body?.getReader();
  // Of an answer that was begun elsewhere the body has another signal, or none.
  signal.addEventListener("abort", () => reader?.cancel().catch(() => {}));
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) break;
    const room = (cut || MAX_REPLY_BYTES) - length;
    if (value.length > room) {
      // Whether that works is of no interest any more.
      reader?.cancel().catch(() => {});
      if (cut === 0) return null;
      pieces.push(value.subarray(0, room));
      length += room;
      break;
    }
    pieces.push(value);
    length += value.length;
  }
  signal.throwIfAborted();
  const [first] = pieces;
  // Most bodies come in one piece, which is not copied twice.
  if (first !== undefined && pieces.length === 1) return first;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
