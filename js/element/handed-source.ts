import type { Connection } from "#session";
import type { OpenSession } from "../view/model.js";
import type { MountOptions } from "../view/session/mount-options.js";
import type { ElementAttributes } from "./attributes.js";
import type { Source } from "./source.js";
import type { ViewToolkit } from "./types.js";

/** A connection that the page hands over: who asks by it is the page's affair. */
export class HandedSource implements Source {
  readonly isReady = true;
  readonly problem = null;

  constructor(readonly connection: Connection) {}

  addListener(): void {}

  removeListener(): void {}

  options({ view }: ElementAttributes): MountOptions {
    return { view };
  }

  connect(toolkit: ViewToolkit): Promise<OpenSession> {
    return toolkit.connect(checked(this.connection), true);
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
