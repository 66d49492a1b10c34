import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Reach } from "../../js/doctor/probe.js";
import { launchOptions } from "../ui/chromium.mjs";
import { bundle } from "./bundle.mjs";

/** What a real browser lets a page see of an address, with servers of two origins. */

declare function reach(address: string): Promise<Reach>;
declare function allowsWasm(): boolean;

let browser: Browser;
let script: string;
const servers: Server[] = [];

beforeAll(async () => {
  script = await bundle("doctor-context.ts");
  browser = await chromium.launch(launchOptions);
}, 60_000);
afterAll(async () => {
  await browser.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A gateway, with headers of the test's choice. */
const gateway = (headers: Record<string, string> = {}) =>
  serve((_, response) => {
    response.writeHead(200, { "Content-Type": "application/json", ...headers });
    response.end('{"version": "2026.3.0"}');
  });

async function open(policy: string): Promise<Page> {
  const origin = await serve((request, response) => {
    const isScript = request.url === "/page.js";
    response.writeHead(200, {
      "Content-Type": isScript ? "text/javascript" : "text/html",
      "Content-Security-Policy": policy,
    });
    response.end(
      isScript ? script : `<!doctype html><script type="module" src="page.js"></script>`,
    );
  });
  const page = await browser.newPage();
  await page.goto(origin);
  await page.waitForFunction(() => "reach" in globalThis);
  return page;
}

const seen = (page: Page, address: string) => page.evaluate((where) => reach(where), address);

test("another origin with CORS, without it, and where nobody listens", async () => {
  const page = await open("default-src 'self'; connect-src *");
  const open_ = await gateway({ "Access-Control-Allow-Origin": "*" });
  expect(await seen(page, open_)).toEqual({ how: "gateway", version: "2026.3.0" });
  expect(await seen(page, await gateway())).toEqual({ how: "unreadable" });
  const closed = await gateway();
  await new Promise((resolve) => servers.pop()?.close(resolve));
  expect(await seen(page, closed)).toEqual({ how: "nothing" });
  await page.close();
});

test("a content security policy is told apart from an address that does not answer", async () => {
  const page = await open("default-src 'self'");
  const address = await gateway({ "Access-Control-Allow-Origin": "*" });
  expect(await seen(page, address)).toEqual({ how: "forbidden", directive: "connect-src" });
  expect(await page.evaluate(() => allowsWasm())).toBe(false);
  await page.close();
  const other = await open("default-src 'self' 'wasm-unsafe-eval'");
  expect(await other.evaluate(() => allowsWasm())).toBe(true);
  await other.close();
});

test("a redirect is not followed", async () => {
  const target = await gateway({ "Access-Control-Allow-Origin": "*" });
  const page = await open("default-src 'self'; connect-src *");
  const address = await serve((_, response) => {
    response.writeHead(302, {
      Location: `${target}/api/version`,
      "Access-Control-Allow-Origin": "*",
    });
    response.end();
  });
  expect(await seen(page, address)).toEqual({ how: "other", status: 0 });
  await page.close();
});
