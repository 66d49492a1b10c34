/**
 * A web page with `<dask-gateway>` on one origin, and on another what stands in front of a gateway so that the page may
 * read its answers: it adds CORS, which Dask Gateway itself does not have.
 */
import fs from "node:fs";
import path from "node:path";
import { PARTS, SINGLE_FILE } from "../build/parts.mjs";
import { at } from "../lib.mjs";
import { forward, listen } from "./proxy.mjs";

/** Where the page's files come from: the demonstration, and what the build makes. */
const FILES = {
  "index.html": "demo/page",
  "page.css": "demo/page",
  ...Object.fromEntries([...PARTS, SINGLE_FILE].map(({ file }) => [file, "dist"])),
};
const TYPES = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
};
/** What the demonstration says where the gateway's address is to be. */
const PLACE = "https://gateway.example.org";

/**
 * Serves the page for the gateway at `target`. `edit` may change its text and its policy, on their way. Resolves to
 * `{address, gateway, stop()}`: the page's and the proxy's origins.
 */
export async function startPage(target, edit = (text) => text) {
  const proxy = await listen((request, response) => withCors(target, request, response));
  const page = await listen((request, response) => {
    const name = new URL(request.url, "http://page").pathname.slice(1) || "index.html";
    const folder = FILES[name];
    if (folder === undefined) return response.writeHead(404).end();
    const body = fs.readFileSync(at(folder, name));
    const isPage = name.endsWith(".html");
    response.writeHead(200, {
      "Content-Type": `${TYPES[path.extname(name)]}; charset=utf-8`,
      "Content-Security-Policy": edit(policyOf(proxy.address)),
      "X-Content-Type-Options": "nosniff",
    });
    response.end(isPage ? edit(body.toString().replaceAll(PLACE, proxy.address)) : body);
  });
  return {
    address: page.address,
    gateway: proxy.address,
    stop() {
      page.stop();
      proxy.stop();
    },
  };
}

const policyOf = (gateway) =>
  `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src ${gateway}; style-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'`;

/** What a page may do there: the gateway's methods, with a login in a header, never with cookies. */
const PREFLIGHT = {
  "Access-Control-Allow-Methods": "GET, POST, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Max-Age": "600",
};

function withCors(target, request, response) {
  // Any page, for this runs on one machine only: a real one names the origins that it trusts.
  const origin = request.headers.origin ?? "*";
  const headers = {
    "Access-Control-Allow-Origin": origin,
    // How long a busy gateway asks to wait.
    "Access-Control-Expose-Headers": "Retry-After",
    Vary: "Origin",
  };
  if (request.method === "OPTIONS") {
    return response.writeHead(204, { ...headers, ...PREFLIGHT }).end();
  }
  forward(request, response, { target, headers });
}
