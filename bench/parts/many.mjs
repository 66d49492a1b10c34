/** A server that stands in for a gateway with many running clusters, and for the page that shows them. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import { createServer } from "node:http";
import { at } from "../../scripts/lib.mjs";
import { specification } from "./specs.mjs";

export const START = 1_795_685_499_000;
const LINES = (count) =>
  `${"MIIC6jCCAdKgAwIBAgIUTkbbBDp5mGpbJVXbQ1L2QnHhcWYwDQYJKoZIhvcNAQEL\n".repeat(count)}`;
const TLS = {
  tls_cert: `-----BEGIN CERTIFICATE-----\n${LINES(16)}-----END CERTIFICATE-----\n`,
  tls_key: `-----BEGIN PRIVATE KEY-----\n${LINES(26)}-----END PRIVATE KEY-----\n`,
};
const IDENTITY = JSON.stringify({ workers: {}, total_threads: 4, total_memory: 2 ** 34 });

/** What a gateway answers to a list of so many running clusters: 3.3 KB each; with `keys: false`, 0.4 KB, as the pass-through hands it on. */
export function list(count, { keys = true } = {}) {
  const { request } = specification(6);
  const clusters = Array.from({ length: count }, (_, n) => {
    const name = createHash("md5").update(`${n}`).digest("hex");
    const info = {
      name,
      dashboard_route: `/clusters/${name}/status`,
      status: "RUNNING",
      start_time: START + n * 1_000,
      stop_time: null,
      options: request,
      ...(keys ? TLS : {}),
    };
    return [name, info];
  });
  return JSON.stringify(Object.fromEntries(clusters));
}

/** In such a page: connects, as `window.benchSession`, and has `window.benchMount()` draw the panel. */
export async function connectHere() {
  const { connect, mount, ready } = await import("/dist/dask-gateway.js");
  await ready();
  window.benchSession = await connect({
    route: "direct",
    base: `${location.origin}/`,
    headers: () => ({}),
    credentials: "omit",
  });
  window.benchMount = () =>
    mount(document.querySelector("#panel"), window.benchSession, { copy: async () => {} });
}

/** `address`, `counts()` and `lists()`: how many figures and lists were asked for; `stop()`. What its schedulers answer changes each time. */
export async function manyClusters(count, fields = 6) {
  let asked = 0;
  let lists = 0;
  const body = list(count);
  const replies = {
    "/api/version": () => JSON.stringify({ version: "2026.3.0" }),
    "/api/v1/options": () => JSON.stringify({ cluster_options: specification(fields).spec }),
    "/api/v1/clusters/": () => {
      lists += 1;
      return body;
    },
  };
  const server = createServer(({ url }, response) => {
    const path = url.split("?")[0];
    const send = (type, text) => {
      response.setHeader("Content-Type", type);
      response.end(text);
    };
    if (path in replies) return send("application/json", replies[path]());
    if (path.endsWith("counts.json")) {
      asked += 1;
      const workers = 1 + (asked % 5);
      return send("application/json", JSON.stringify({ workers, cores: 2 * workers, clients: 1 }));
    }
    if (path.endsWith("identity.json")) return send("application/json", IDENTITY);
    if (path.startsWith("/dist/")) {
      return send("text/javascript", fs.readFileSync(at(path.slice(1))));
    }
    send(
      "text/html",
      `<!doctype html><html lang="en"><style>html, body { margin: 0 } #panel { height: 800px; width: 320px; overflow: auto }</style>
      <div id="panel"></div>`,
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    counts: () => asked,
    lists: () => lists,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
