/** What `dask-gateway.js` and the part with the element's own program say of each other. */
import type { html, render, TemplateResult } from "lit/html.js";
import type { Connection } from "#session";
import type { Message, OpenSession } from "../view/model.js";
import type { Mount } from "../view/session/mount-handle.js";

export type { FormApi, GatewayElement } from "./gateway-element.js";

/** What the part gets from that module, lest it brings a second copy along. */
export interface ViewToolkit {
  readonly connect: (connection: Connection) => Promise<OpenSession>;
  readonly mount: Mount;
  readonly stylesheet: () => CSSStyleSheet;
  readonly html: typeof html;
  readonly render: typeof render;
  readonly alertIcon: TemplateResult;
  /** In the language of the element. */
  readonly formatMessage: (lang: string, message: Message) => string;
}
