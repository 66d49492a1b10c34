/**
 * A list of many clusters, from the last of its bytes to the view model, beside JSON.parse of the same text: in this process,
 * through the wasm session. `fetch` here stands in for the gateway.
 */
import { setTimeout as delay } from "node:timers/promises";
import { at } from "../../scripts/lib.mjs";
import { list, START } from "../parts/many.mjs";
import { specification } from "../parts/specs.mjs";

/** Lists as they come: from a gateway with its clusters' keys, of which 8 MiB are read at most, and by the pass-through without them. */
const ROUTES = {
  direct: { keys: true, sizes: [10, 100, 1_000] },
  "pass-through": { keys: false, sizes: [10, 100, 1_000, 10_000] },
};
const [OURS, PARSE] = ["ours", "JSON.parse"];

export const polls = {
  about:
    "A list of running clusters in which one has changed, as the gateway sends it and as the pass-through does, without the clusters' keys: from the last of its bytes to the view model, beside `JSON.parse` of the same text in the same process. The same list again: all that the process does until it waits for the next, the work of `fetch` included.",
  async run({ rows, quick }) {
    const { connect, ready } = await import(at("dist/dask-gateway.js"));
    await ready();
    for (const [route, { keys, sizes }] of Object.entries(ROUTES))
      for (const count of sizes)
        await applying(connect, rows, { route, keys, count }, quick ? 6 : 40);
  },
};

/** `looks`: how many lists, half of which are to warm up. */
async function applying(connect, rows, { route, keys, count }, looks) {
  // In turn, so that something is to be seen of each.
  const first = list(count, { keys });
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
    const path = url.split(`/${route}/${count}/`)[1].split("?")[0];
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
    base: `http://127.0.0.1:1/${route}/${count}/`,
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
  for (; turn < looks; turn++) {
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
  for (const before = polled; polled < before + looks / 2; ) {
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
  const warm = looks / 2;
  const parsed = theirs.slice(warm);
  const add = (what, subject, samples) =>
    rows.add(`${what}, ${route}`, subject, samples, { size: count, grows: true });
  add("changed", OURS, ours.slice(warm));
  add("changed", PARSE, parsed);
  add("unchanged", OURS, unchanged);
  add("unchanged", PARSE, parsed);
}

const JSON_TYPE = { headers: { "Content-Type": "application/json" } };
