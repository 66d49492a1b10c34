/**
 * A proxy in front of a real gateway that does what proxies and networks do: it answers in the gateway's place, changes its answers,
 * holds them back or breaks them off. Which requests it does that to, and how often, tests say.
 */
import fs from "node:fs";
import http from "node:http";
import { forward, listen } from "./proxy.mjs";

/** The kinds of requests, by method and path. */
export const requests = {
  config: { path: /^\/dask-gateway\/config/ },
  options: { method: "GET", path: /\/api\/v1\/options$/ },
  list: { method: "GET", path: /\/api\/v1\/clusters\/\?/ },
  create: { method: "POST", path: /\/api\/v1\/clusters\/$/ },
  one: { method: "GET", path: /\/api\/v1\/clusters\/\w[\w.]*(\?wait)?$/ },
  scale: { method: "POST", path: /\/scale$/ },
  adapt: { method: "POST", path: /\/adapt$/ },
  stop: { method: "DELETE", path: /\/api\/v1\/clusters\/\w[\w.]*$/ },
  figures: { method: "GET", path: /\/json\/(counts|identity)\.json$/ },
  all: {},
};

const page = (title, foot) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${foot}</center>\r\n</body>\r\n</html>\r\n`;

const html = (status, reason, headers = {}) => ({
  answer: {
    status,
    headers: { "Content-Type": "text/html", ...headers },
    body: page(`${status} ${reason}`, "nginx"),
  },
});

const json = (status, value) => ({
  answer: {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify(value),
  },
});

const text = (status, body) => ({
  answer: { status, headers: { "Content-Type": "text/plain; charset=utf-8" }, body },
});

/** `in` seconds, as the HTTP date that `Retry-After` may be. */
const date = (seconds) => new Date(Date.now() + 1_000 * seconds).toUTCString();

/** What can go wrong, as a proxy or a network does it. Each is a fault without the requests that it meets. */
export const faults = {
  /** The connection is closed without an answer. */
  dropped: { drop: true },
  /** It breaks in the middle of the gateway's own answer. */
  reset: { reset: true },
  /** Nothing is answered for so many seconds; then it is the gateway's turn. */
  hang: (seconds) => ({ hang: seconds }),
  truncated: { change: (body) => body.slice(0, Math.ceil(body.length / 2)) },
  malformed: { change: () => '{"clusters": [,]}' },
  text500: text(500, "500 Internal Server Error\n\nServer got itself in trouble"),
  html502: html(502, "Bad Gateway"),
  html503: html(503, "Service Temporarily Unavailable"),
  html504: html(504, "Gateway Time-out"),
  envoy503: text(503, "no healthy upstream"),
  tooMany: (seconds) => html(429, "Too Many Requests", { "Retry-After": String(seconds) }),
  tooManyUntil: (seconds) => ({
    answer: () => html(429, "Too Many Requests", { "Retry-After": date(seconds) }).answer,
  }),
  tooManyWithoutATime: html(429, "Too Many Requests"),
  unauthorized: html(401, "Authorization Required"),
  forbidden: text(403, "RBAC: access denied"),
  loginPage: {
    answer: {
      status: 200,
      headers: { "Content-Type": "text/html; charset=utf-8" },
      body: "<!DOCTYPE html><title>Log in</title><form><input type=password></form>",
    },
  },
  notFound: html(404, "Not Found"),
  gone: json(404, { error: "Cluster not found" }),
  conflict: json(409, { error: "The cluster is not running" }),
  redirect: html(302, "Found", { Location: "/hub/login?next=%2F" }),
  refused: (words) => json(422, { error: words }),
  /** The first cluster of a list has a status that nobody knows yet. */
  oddStatus: { change: (body) => body.replace(/"status": "[A-Z]+"/, '"status": "SUSPENDED"') },
  /** A list has one more row, which cannot be read. */
  oddRow: {
    change: (body) =>
      body.replace(/^\{/, `{"../x": {"name": "../x", "status": 7}${body === "{}" ? "" : ", "}`),
  },
  /** All times are by a clock that is so many hours ahead. */
  skewed: (hours) => ({
    change: (body) =>
      body.replace(
        /"(start|stop)_time": (\d+)/g,
        (_, which, at) => `"${which}_time": ${Number(at) + hours * 3_600_000}`,
      ),
    headers: () => ({ Date: date(3_600 * hours) }),
  }),
};

/** The same fault after the gateway has done what was asked: only its answer is lost. */
export const done = (fault) => ({ ...fault, done: true });

/**
 * Stands in front of the gateway at `target`; `file`, if given, gets a line of JSON for each request, as from recorder.mjs. Resolves to
 * `{address, seen, inject(requests, fault, times), heal(), close(), open(), stop()}`.
 *
 * `seen` are all requests so far: `{at, method, path, fault}`. `inject` returns the fault at work: `{hits, heal()}`; it meets `times` requests, or all until
 * it is healed. Of several that meet one request, the first that was injected counts. Closed, nobody listens there.
 */
export async function startFaults(target, file) {
  const agent = new http.Agent({ keepAlive: true });
  const seen = [];
  let active = [];
  if (file !== undefined) fs.writeFileSync(file, "");

  const server = await listen((request, response) => {
    const at = performance.timeOrigin + performance.now();
    const { method, url: path } = request;
    const fault = active.find(
      (each) =>
        each.left > 0 && (each.method ?? method) === method && (each.path?.test(path) ?? true),
    );
    if (fault !== undefined) {
      fault.left--;
      fault.hits++;
    }
    seen.push({ at, method, path, fault: fault !== undefined });
    if (file !== undefined) fs.appendFileSync(file, `${JSON.stringify({ at, method, path })}\n`);
    if (fault === undefined) forward(request, response, { target, agent });
    else meet(fault, request, response, { target, agent });
  });

  return {
    address: server.address,
    seen,
    inject({ method, path }, fault, times = Number.POSITIVE_INFINITY) {
      const one = {
        ...fault,
        method,
        path,
        left: times,
        hits: 0,
        heal() {
          one.left = 0;
          for (const release of one.held) release();
        },
        held: new Set(),
      };
      active.push(one);
      return one;
    },
    /** Ends all faults. */
    heal() {
      for (const fault of active) fault.heal();
      active = [];
    },
    close: () => server.close(),
    open: () => server.open(),
    stop() {
      server.stop();
      agent.destroy();
    },
  };
}

async function meet(fault, request, response, { target, agent }) {
  const needsAnswer = fault.done || fault.change !== undefined || fault.reset || fault.hang;
  const body = await read(request);
  if (fault.hang !== undefined) await held(fault, fault.hang);
  let answer = { status: 200, headers: {}, body: "" };
  if (needsAnswer) {
    try {
      answer = await ask(request, body, { target, agent });
    } catch {
      response.destroy();
      return;
    }
  }
  if (fault.drop) {
    response.destroy();
    return;
  }
  if (fault.reset) {
    const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
    response.writeHead(answer.status, {
      ...answer.headers,
      "content-length": answer.body.length + 1,
    });
    response.write(half, () => response.socket?.resetAndDestroy());
    return;
  }
  if (fault.change !== undefined) {
    answer = { ...answer, body: Buffer.from(fault.change(answer.body.toString("utf8"))) };
  }
  if (typeof fault.answer === "function") answer = fault.answer();
  else if (fault.answer !== undefined) answer = fault.answer;
  const {
    "content-length": _length,
    "transfer-encoding": _coding,
    connection: _connection,
    ...headers
  } = answer.headers;
  response.writeHead(answer.status, { ...headers, ...fault.headers?.() });
  response.end(answer.body);
}

/** So many seconds, or until the fault is healed. */
function held(fault, seconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(release, 1_000 * seconds);
    function release() {
      clearTimeout(timer);
      fault.held.delete(release);
      resolve();
    }
    fault.held.add(release);
  });
}

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The gateway's own answer, whole. */
function ask(request, body, { target, agent }) {
  return new Promise((resolve, reject) => {
    const options = { agent, method: request.method, headers: request.headers };
    const onward = http.request(new URL(request.url, target), options, (answer) => {
      read(answer).then(
        (whole) => resolve({ status: answer.statusCode, headers: answer.headers, body: whole }),
        reject,
      );
    });
    onward.on("error", reject);
    onward.end(body);
  });
}
