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
    return toolkit.connect(this.connection, true);
  }

  onDraw(): void {}

  bar(): null {
    return null;
  }

  above(): null {
    return null;
  }
}
