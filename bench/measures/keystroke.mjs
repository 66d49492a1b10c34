/** A keystroke into a form of 200 fields, event to view model, through the wasm session. A server here stands in for the gateway. */
import { once } from "node:events";
import { createServer } from "node:http";
import { at } from "../../scripts/lib.mjs";
import { specification } from "../parts/specs.mjs";

const WHAT = "200 fields";

export const keystroke = {
  about:
    "A keystroke into a form of 200 fields, in Node, through the WebAssembly: the event, and the view model that comes of it.",
  async run({ rows, quick }) {
    await withGateway((address) => typing(address, rows, quick ? 150 : 600));
  },
};

async function withGateway(body) {
  const { spec } = specification(200);
  const replies = {
    "/api/version": { version: "2026.3.0" },
    "/api/v1/options": { cluster_options: spec },
    "/api/v1/clusters/": {},
  };
  const server = createServer(({ url }, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(replies[url.split("?")[0]]));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await body(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function typing(base, rows, keys) {
  const { connect, ready } = await import(at("dist/dask-gateway.js"));
  await ready();
  const session = await connect({
    route: "direct",
    base,
    headers: () => ({}),
    credentials: "omit",
  });
  const opened = new AbortController();
  await new Promise((resolve) => {
    const listener = () => session.view().clusters && session.view().form && resolve();
    session.subscribe(listener, opened.signal);
    session.dispatch({ type: "visible", visible: true });
  });
  opened.abort();

  const events = [];
  const views = [];
  for (let i = 0; i < keys; i++) {
    // Every field that takes text, in and out of range.
    const field = (i * 6) % 200;
    const text = i % 2 === 0 ? "99" : "2";
    const start = performance.now();
    session.dispatch({ type: "edit", field, text });
    const dispatched = performance.now();
    const view = session.view();
    const end = performance.now();
    if (view.form.fields[field].text !== text) throw new Error("the view is of another time");
    events.push(dispatched - start);
    views.push(end - dispatched);
  }
  session.dispatch({ type: "visible", visible: false });
  const warm = 100;
  const both = events.map((time, i) => time + views[i]);
  rows.add(`${WHAT}, event to view model`, "ours", both.slice(warm));
  rows.add(`${WHAT}, of that the event`, "ours", events.slice(warm));
  rows.add(`${WHAT}, of that the view model`, "ours", views.slice(warm));
}
