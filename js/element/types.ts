/** What `dask-gateway.js` and the part with the element's own program say of each other. */
import type { html, render, TemplateResult } from "lit/html.js";
import type { Connection } from "#session";
import type { Host, Message, OpenSession } from "../view/model.js";
import type { Mount, MountHandle } from "../view/session/mount-handle.js";
import type { Strings } from "../view/strings/index.js";

export type { FormApi, GatewayElement } from "./gateway-element.js";

/** What the part gets from that module, lest it brings a second copy along. */
export interface ViewToolkit {
  readonly connect: (connection: Connection, isHanded?: boolean) => Promise<OpenSession>;
  readonly mount: Mount;
  /** The view's own, and that of the part's `styles`. */
  readonly stylesheets: (root: Node, styles: string) => CSSStyleSheet[];
  readonly html: typeof html;
  readonly render: typeof render;
  readonly alertIcon: TemplateResult;
  /** The table for the language of the element. */
  readonly stringsAt: (element: Element) => Strings;
  readonly followLanguage: (element: Element, changed: () => void, signal: AbortSignal) => void;
  readonly formatMessage: (strings: Strings, message: Message) => string;
  /** The same of what is wrong with a form without a gateway. */
  readonly specProblem: (strings: Strings, message: Message) => string;
}

/** What an application has that shows the element in a place of its own: JupyterLite's side panel. */
export interface Embedding {
  /** What it offers, besides what any page does. */
  readonly host: Partial<Host>;
  /** A session was opened; nothing has been asked yet. */
  onSession?(session: OpenSession): void;
  /** The panel shows a session, until the signal aborts: then the user has logged out, or it shows another. */
  onPanel(session: OpenSession, view: MountHandle, ended: AbortSignal): void;
}
