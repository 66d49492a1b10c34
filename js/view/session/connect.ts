import type { Connection } from "#session";
import type { OpenSession } from "../model.js";
import { pageStrings } from "../strings/languages.js";
import { type CoreModule, mayStartAgain, startCore } from "./core-module.js";
import { EarlyCore } from "./early-core.js";
import { ownerOfPage } from "./history-memory.js";
import { loadSchema, loadValidation } from "./schema-part.js";
import { type Open, SharedSession } from "./shared-session.js";
import { joinTabs } from "./tabs.js";

/** Everything that can be fetched and started beforehand: what panels need, and the functions for authors of web pages. */
export async function ready(): Promise<void> {
  await Promise.all([startWholeCore(), loadSchema(), loadValidation()]);
}

async function startWholeCore(): Promise<void> {
  await (await startCore(onFault)).rest?.fetch();
}

/** What opens another core for a session, after a fault. */
type OpenAgain = (module: CoreModule) => Open;

const sessions = new Map<string, [SharedSession, OpenAgain]>();

/**
 * The session with a gateway: one for all panels and widgets of the page. While none of them is visible it is idle.
 * It lives as long as the page, but for a relay's: that ends when nobody shows it any more, for its kernel ends too.
 * `isHanded`: the connection is that of a page of whose users nothing is known, unless it is below a user's name.
 */
export async function connect(connection: Connection, isHanded = false): Promise<OpenSession> {
  // Meanwhile, lest anybody waits for it later.
  pageStrings();
  const { route, base } = connection;
  const relayed = route === "relay";
  const own = relayed ? "" : `${connection.publicAddress}${connection.site ?? ""}`;
  const key = `${route} ${base} ${own}`;
  const isOneUsers = !isHanded || ownerOfPage() !== "";
  // Tabs tell users apart by a login that is sent directly.
  const open: OpenAgain = (it) => opener(it, connection, isOneUsers || route === "direct");
  for (;;) {
    const module = await startCore(onFault);
    const [known] = sessions.get(key) ?? [];
    if (known !== undefined) return known;
    const session = new SharedSession(
      open(module),
      () => sessions.delete(key),
      relayed,
      isOneUsers && route !== "direct" && !(relayed && connection.isOffline),
      key,
    );
    // Its first half may not have been enough to open one: the next module has all.
    if (!module.hasEnded()) {
      sessions.set(key, [session, open]);
      return session;
    }
    session.close();
  }
}

/** A fault has ended the module, and with it the cores of all sessions: they go on with new ones. */
function onFault(error: unknown, isHalf: boolean): void {
  // Where its first half was not enough, nothing is wrong.
  if (!isHalf) console.error(error);
  const again = isHalf || mayStartAgain() ? startCore(onFault) : Promise.reject(error);
  for (const [session, open] of sessions.values()) session.onFault(again.then(open), !isHalf);
  // Without sessions nobody waits for it.
  again.catch(() => {});
}

function opener({ open, rest }: CoreModule, connection: Connection, isShared: boolean): Open {
  return (onchange, signal, onWhole) => {
    const whole = open(
      connection,
      onchange,
      async (name, text) => (await loadSchema())[name](text),
      rest?.added,
    );
    const core = rest === null ? whole : new EarlyCore(whole, rest, onWhole, signal);
    const join = () => joinTabs(connection, whole, signal);
    if (isShared) Promise.resolve(rest?.added).then(join).catch(console.warn);
    // Not in Node.
    globalThis.addEventListener?.("online", () => core.dispatch({ type: "back" }), { signal });
    return core;
  };
}
