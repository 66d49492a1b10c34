import init, { type Connection, open } from "#session";
import { once, startModule } from "../../page/load-module.js";
import type { OpenSession } from "../model.js";
import { loadSchema } from "./schema-part.js";
import { SharedSession } from "./shared-session.js";
import { joinTabs } from "./tabs.js";

let packed = "";

/** Gives the core's WebAssembly module, as webpack packs it, to be started when it is needed. */
export function setWasm(text: string): void {
  packed = text;
}

const startWasm = once(() => startModule(init, packed));

/** Everything that can be fetched and started beforehand: what panels need, and the schema's functions. */
export async function ready(): Promise<void> {
  await Promise.all([startWasm(), loadSchema()]);
}

const sessions = new Map<string, OpenSession>();

/**
 * The session with a gateway: one for all panels and widgets of the page. While none of them is visible it is idle.
 * It lives as long as the page, but for a relay's: that ends when nobody shows it any more, for its kernel ends too.
 */
export async function connect(connection: Connection): Promise<OpenSession> {
  await startWasm();
  const { route, base } = connection;
  const relayed = route === "relay";
  const key = `${route} ${base} ${relayed ? "" : connection.publicAddress}`;
  const session =
    sessions.get(key) ??
    new SharedSession(
      (onchange, signal) => {
        const core = open(connection, onchange, async (name, text) =>
          (await loadSchema())[name](text),
        );
        joinTabs(connection, core, signal).catch(console.warn);
        // Not in Node.
        globalThis.addEventListener?.("online", () => core.dispatch({ type: "back" }), { signal });
        return core;
      },
      () => sessions.delete(key),
      relayed,
      // A page that asks for a login has any number of users.
      route !== "direct",
    );
  sessions.set(key, session);
  return session;
}
