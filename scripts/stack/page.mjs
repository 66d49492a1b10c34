/**
 * A web page with `<dask-gateway>` on one origin, and on another what stands in front of a gateway so that the page may
 * read its answers: it adds CORS, which Dask Gateway itself does not have.
 */
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { at } from "../lib.mjs";

/** Where the page's files come from: the demonstration, and what the build makes. */
const FILES = {
  "index.html": "demo/page",
  "page.css": "demo/page",
  "dask-gateway.js": "dist",
  "dask-gateway-schema.js": "dist",
  "dask-gateway-element.js": "dist",
};
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };
/** What the demonstration says where the gateway's address is to be. */
const PLACE = "https://gateway.example.org";

/**
 * Serves the page for the gateway at `target`. `edit` may change its text and its policy, on their way. Resolves to
 * `{address, gateway, stop()}`: the page's and the proxy's origins.
 */
export async function startPage(target, edit = (text) => text) {
  const proxy = await listen((request, response) => forward(target, request, response));
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

function forward(target, request, response) {
  const { method, url, headers } = request;
  // Any page, for this runs on one machine only: a real one names the origins that it trusts.
  const cors = { "Access-Control-Allow-Origin": headers.origin ?? "*", Vary: "Origin" };
  if (method === "OPTIONS") return response.writeHead(204, { ...cors, ...PREFLIGHT }).end();
  const onward = http.request(new URL(url, target), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode, { ...answer.headers, ...cors });
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}

async function listen(handler) {
  const server = http.createServer(handler);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
