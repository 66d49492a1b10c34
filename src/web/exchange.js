/**
 * What `fetch.rs` does in JavaScript: one request, through the browser's fetch or by a relay. Written in Rust it takes
 * a wrapper for each object of the browser's that it touches.
 */

/**
 * The most bytes that an answer may have, by any route: as many as the pass-through hands on (`max_reply_bytes` in
 * `jupyter_dask_gateway/gateway/limits.py`). 1,000 running clusters take 3.3 MB.
 */
const MAX_REPLY_BYTES = 2 ** 23;

/** As long as a timer can be set for. */
const NO_LIMIT = 2 ** 31 - 1;

/**
 * Sends a request and reads the whole answer. The body stays bytes: only the core's parser looks at it.
 *
 * No redirect is followed (the answer then has status 0): what wants a login would answer with its page. Aborting through
 * `abort` ends it as if no answer had come.
 *
 * A relay has all the time it takes: a busy kernel answers when it can, and what was asked of it is done then. A time limit
 * would only hide that.
 *
 * @param {import("#session").Connection} host
 * @param {"direct" | "public" | "pass-through" | "relay"} route
 * @param {string} publicAddress as the configuration has it
 * @param {string | undefined} body JSON text
 * @param {number} timeout seconds
 * @param {AbortController} abort
 * @returns {Promise<object | string>} The answer, or the name of a failure. Never rejects.
 */
export async function exchange(host, route, publicAddress, method, path, body, timeout, abort) {
  let failure = "no-answer";
  let timer;
  try {
    const connection = connectionFor(host, route, publicAddress);
    if (connection === null) return "not-offered";
    timer = setTimeout(
      () => {
        failure = "timed-out";
        abort.abort();
      },
      route === "relay" ? NO_LIMIT : timeout * 1_000,
    );
    const response =
      route === "relay"
        ? await connection.send(method, path, body)
        : await fetch(request(connection, route, method, path, body, abort.signal));
    const bytes =
      response.body === null ? new Uint8Array() : await whole(response.body.getReader());
    if (bytes === null) return "too-large";
    return {
      status: response.status,
      contentType: response.headers.get("Content-Type"),
      ownError: response.headers.get("Dask-Gateway-Error"),
      retryAfter: response.headers.get("Retry-After"),
      date: response.headers.get("Date"),
      bytes,
    };
  } catch {
    return failure;
  } finally {
    clearTimeout(timer);
  }
}

/** The connection for this route: the host's own or another; null: there is none. */
function connectionFor(host, route, publicAddress) {
  if (host.route === route) return host;
  try {
    // Without such a method it throws.
    return host.other(route === "pass-through" ? "relay" : route, publicAddress) ?? null;
  } catch {
    return null;
  }
}

/** Throws when the host does. */
function request(connection, route, method, path, body, signal) {
  const headers = new Headers({ Accept: "application/json" });
  // Of all that a gateway serves only its API asks for a login: what schedulers answer is no business of the gateway's.
  if (route === "pass-through" || path.startsWith("api/v1/")) {
    for (const [name, value] of Object.entries(connection.headers())) headers.set(name, value);
  }
  if (body !== undefined) headers.set("Content-Type", "application/json");
  const { credentials } = connection;
  const options = { credentials, cache: "no-store", redirect: "manual", signal };
  return new Request(connection.base + path, { method, headers, body, ...options });
}

/** The whole body; null: it is too large, and not read to its end, which may never come. */
async function whole(reader) {
  const pieces = [];
  let length = 0;
  for (;;) {
    const { value } = await reader.read();
    if (value === undefined) break;
    pieces.push(value);
    length += value.length;
    if (length > MAX_REPLY_BYTES) {
      // Whether that works is of no interest any more, but it must not be an error in the page's console.
      reader.cancel().catch(() => {});
      return null;
    }
  }
  const bytes = new Uint8Array(length);
  let end = 0;
  for (const piece of pieces) {
    bytes.set(piece, end);
    end += piece.length;
  }
  return bytes;
}
