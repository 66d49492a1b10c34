/**
 * Stands between the Jupyter server and the gateway and writes down what arrives when: the moment a
 * request is at the gateway's door is what a user waits for.
 */
import fs from "node:fs";
import http from "node:http";
import { forward, listen } from "./proxy.mjs";

/**
 * Forwards to the gateway at `target`. Each request adds a line of JSON to `file`:
 * `{at, method, path}`, `at` in milliseconds since 1970 with fractions. Resolves to
 * `{address, moveTo(prefix), hang(), stop()}`; moved, the gateway is below that prefix alone; hung, nothing is answered.
 */
export async function startRecorder(target, file) {
  const agent = new http.Agent({ keepAlive: true });
  let prefix = "";
  let hangs = false;
  fs.writeFileSync(file, "");
  const { address, stop } = await listen((request, response) => {
    const at = performance.timeOrigin + performance.now();
    const { method, url } = request;
    fs.appendFileSync(file, `${JSON.stringify({ at, method, path: url })}\n`);
    if (hangs) return;
    if (url.startsWith(prefix)) {
      forward(request, response, { target, path: url.slice(prefix.length), agent });
    } else {
      response.writeHead(404, { "Content-Type": "text/html" }).end("<h1>Not found</h1>");
    }
  });
  return {
    address,
    moveTo(path) {
      prefix = path;
    },
    hang() {
      hangs = true;
    },
    stop() {
      stop();
      agent.destroy();
    },
  };
}

/** What a recorder wrote down, oldest first. */
export function recorded(file) {
  return fs
    .readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
