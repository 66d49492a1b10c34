/**
 * Ours, for the test of the Python that the form copies. Reads lines of JSON and answers each with one.
 *
 * `{"config": text, "options": text, "fillings": [[event, …], …]}`: the gateway's replies, and what is done in the form,
 * again and again from its defaults. The answer: `[[code, body], …]`, what it copied and what it launched each time;
 * both are null while a field is invalid.
 */
import fs from "node:fs";
import { createInterface } from "node:readline";
import { setImmediate } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { instantiate } from "#session";
import { parseMapping, ready } from "../../dist/dask-gateway.js";

const packed = new URL("../../build/wasm/session/session_bg.wasm.gz", import.meta.url);
const { initSync, open } = instantiate((exports) => exports);
initSync({ module: gunzipSync(fs.readFileSync(packed)) });
await ready();

const json = (text, status = 200) =>
  new Response(text, { status, headers: { "Content-Type": "application/json" } });

async function filled({ config, options, fillings }) {
  let body = null;
  const replies = { config, "api/v1/options": options };
  const connection = {
    route: "relay",
    base: "relay:",
    async send(method, path, sent) {
      if (method === "POST") {
        body = sent;
        // Refused, so that the next launch is none that waits for this one.
        return json('{"error": "This is a test"}', 422);
      }
      return json(replies[path] ?? "{}");
    },
  };
  const session = open(connection, () => {}, async (text) => parseMapping(text));
  const until = async (holds) => {
    for (;;) {
      const { rest, form } = session.changes(true);
      if (rest.problem !== null) throw new Error(JSON.stringify(rest.problem));
      if (holds({ form })) return;
      await setImmediate();
    }
  };
  session.dispatch({ type: "visible", visible: true });
  await until((view) => view.form !== null);
  const launches = [];
  for (const events of fillings) {
    body = null;
    session.dispatch({ type: "reset" });
    for (const event of events) session.dispatch(event);
    await until(({ form }) => form.fields.every(({ note }) => note?.id !== "reading"));
    const [copied] = session.dispatch({ type: "copy-python" });
    session.dispatch({ type: "launch" });
    await until(({ form }) => !form.launching);
    launches.push([copied?.text ?? null, body]);
  }
  session.free();
  return launches;
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await filled(JSON.parse(line))));
}
