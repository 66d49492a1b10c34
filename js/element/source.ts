import type { TemplateResult } from "lit/html.js";
import type { OpenSession, View } from "../view/model.js";
import type { MountOptions } from "../view/session/mount-options.js";
import type { ElementAttributes } from "./attributes.js";
import type { GatewayElement, ViewToolkit } from "./types.js";

/** An element that shows a gateway, and is told of each change. */
export interface SourceListener {
  readonly element: GatewayElement;
  update(): void;
}

/** What keeps it from being shown, or from being renewed. */
export interface SourceProblem {
  /** Its message is made when it is shown. */
  readonly error: Error;
  /** What the user can do about it. */
  readonly again?: (() => void) | undefined;
}

/** The way by which an element has its gateway: the page's own, a spec without any gateway, or an address with a login. */
export interface Source {
  addListener(listener: SourceListener): void;
  removeListener(listener: SourceListener): void;
  /** There is enough for a panel. */
  readonly isReady: boolean;
  readonly problem: SourceProblem | null;
  /** What the panel shows. */
  options(attributes: ElementAttributes): MountOptions;
  connect(toolkit: ViewToolkit, attributes: ElementAttributes): Promise<OpenSession>;
  /** The panel shows this now. */
  onDraw(view: View): void;
  /** A line above all. */
  bar(toolkit: ViewToolkit): TemplateResult | null;
  /** What the user is asked for, or waits for, before or above the panel. */
  above(toolkit: ViewToolkit): TemplateResult | null;
}
