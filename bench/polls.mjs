/**
 * A list of many clusters, from the last of its bytes to the view model, beside JSON.parse of the same text: in this process,
 * through the wasm session. `fetch` here stands in for the gateway.
 */
import { setTimeout as delay } from "node:timers/promises";
import { at } from "../scripts/lib.mjs";
import { list, START } from "./many.mjs";
import { specification } from "./specs.mjs";
import { versus } from "./table.mjs";

const SIZES = [10, 100, 1_000];
const LOOKS = 40;

export async function polls() {
  const { connect, ready } = await import(at("dist/dask-gateway.js"));
  await ready();
  for (const count of SIZES) await applying(connect, count);
}

async function applying(connect, count) {
  // In turn, so that something is to be seen of each.
  const first = list(count);
  const texts = [first, first.replace(`"start_time":${START}`, `"start_time":${START + 1}`)];
  const bodies = texts.map((text) => new TextEncoder().encode(text));
  const others = {
    "api/version": { version: "2026.3.0" },
    "api/v1/options": { cluster_options: specification(6).spec },
  };
  let turn = 0;
  let handedOver = 0;
  let polled = 0;
  const { fetch } = globalThis;
  globalThis.fetch = async ({ url }) => {
    const path = url.split(`/${count}/`)[1].split("?")[0];
    if (path === "api/v1/clusters/") {
      const response = new Response(bodies[turn % 2], JSON_TYPE);
      handedOver = performance.now();
      polled++;
      return response;
    }
    // No figures: schedulers are another matter.
    if (!(path in others)) return new Response("{}", { status: 404, ...JSON_TYPE });
    return new Response(JSON.stringify(others[path]), JSON_TYPE);
  };
  const session = await connect({
    route: "direct",
    base: `http://127.0.0.1:1/${count}/`,
    headers: () => ({}),
    credentials: "omit",
  });
  const oldest = () => session.view().clusters?.at(-1)?.start;
  const ours = [];
  const theirs = [];
  session.dispatch({ type: "visible", visible: true });
  // The next poll comes when its time has: of five seconds each, nothing is to be waited for.
  const { now } = Date;
  let ahead = 0;
  Date.now = () => now() + ahead;
  for (; turn < LOOKS; turn++) {
    const shown = new AbortController();
    const end = await new Promise((resolve) => {
      const look = () => oldest() === START + (turn % 2) && resolve(performance.now());
      session.subscribe(look, shown.signal);
      ahead += 6_000;
      session.dispatch({ type: "in-view", clusters: "" });
    });
    shown.abort();
    ours.push(end - handedOver);
    const start = performance.now();
    JSON.parse(texts[turn % 2]);
    theirs.push(performance.now() - start);
  }
  const unchanged = [];
  for (const before = polled; polled < before + LOOKS / 2; ) {
    const [start, seen] = [performance.eventLoopUtilization(), polled];
    ahead += 16_000;
    session.dispatch({ type: "in-view", clusters: "" });
    while (polled === seen) await delay(1);
    await delay(30);
    unchanged.push(performance.eventLoopUtilization(start).active);
  }
  session.close();
  Date.now = now;
  globalThis.fetch = fetch;
  const warm = LOOKS / 2;
  versus(`apply a poll of ${count} clusters`, ours.slice(warm), theirs.slice(warm), "parse");
  const again = theirs.slice(warm, warm + unchanged.length);
  versus(`  unchanged, with all around it`, unchanged, again, "parse");
}

const JSON_TYPE = { headers: { "Content-Type": "application/json" } };
