import type { Connection } from "#session";
import type { OpenSession } from "../view/model.js";
import type { MountOptions } from "../view/session/mount-options.js";
import type { ElementAttributes } from "./attributes.js";
import type { Source, SourceListener } from "./source.js";
import type { ViewToolkit } from "./types.js";

/** All elements with a connection of the page's. */
const listeners = new Set<SourceListener>();
/** The connections that came to a session. */
const askers = new WeakMap<OpenSession, Set<Connection>>();

/** A connection that the page hands over: who asks by it is the page's affair. */
export class HandedSource implements Source {
  readonly isReady = true;
  readonly problem = null;

  constructor(readonly connection: Connection) {}

  addListener(listener: SourceListener): void {
    listeners.add(listener);
  }

  removeListener(listener: SourceListener): void {
    listeners.delete(listener);
  }

  options({ view }: ElementAttributes): MountOptions {
    return { view };
  }

  async connect(toolkit: ViewToolkit): Promise<OpenSession> {
    const { connection } = this;
    const ask = () => toolkit.connect(checked(connection), true);
    const before = await ask();
    const known = askers.get(before);
    const isGone = ({ element }: SourceListener) => !known?.has(element.connection as Connection);
    let session = before;
    // Nobody has one of those any more: this one's user may be another, to whom the first one's clusters are not to be shown.
    if (known?.has(connection) === false && [...listeners].every(isGone)) {
      before.close();
      session = await ask();
    }
    askers.set(session, (askers.get(session) ?? new Set()).add(connection));
    return session;
  }

  onDraw(): void {}

  bar(): null {
    return null;
  }

  above(): null {
    return null;
  }
}

/** The same, whose answers are what the core takes: anything else would be a fault of the core, which ends all sessions of the page. */
function checked(connection: Connection): Connection {
  const get = (_: object, name: string) => {
    const value: unknown = Reflect.get(connection, name);
    if (typeof value !== "function") return value;
    const ask = value.bind(connection);
    if (name === "headers") return () => ({ ...ask() });
    return name === "send" ? async (...request: unknown[]) => response(await ask(...request)) : ask;
  };
  // Not of the connection itself, which may be frozen.
  return new Proxy({}, { get }) as Connection;
}

function response(answer: unknown): Response {
  if (answer instanceof Response) return answer;
  const error = new TypeError("send of a connection must resolve to a Response");
  // It would be lost on its way through WebAssembly.
  reportError(error);
  throw error;
}
