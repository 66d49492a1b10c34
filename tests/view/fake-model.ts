import type { FromPython } from "../../js/widget/protocol.js";
import type { Kernel } from "../../js/widget/watch-kernel.js";
import type { WidgetModel } from "../../js/widget/widget-model.js";

/** A widget's half in the page, whose Python is the test. */
export class FakeModel {
  readonly sent: Record<string, unknown>[] = [];
  readonly #listeners = new Set<(content: FromPython, buffers: DataView[]) => void>();
  widget_manager: { kernel: Kernel | null } | undefined;

  on(event: string, listener: (content: FromPython, buffers: DataView[]) => void): void {
    if (event === "msg:custom") this.#listeners.add(listener);
  }
  off(_: string, listener: (content: FromPython, buffers: DataView[]) => void): void {
    this.#listeners.delete(listener);
  }
  send(content: Record<string, unknown>): void {
    this.sent.push(content);
  }
  /** Python says something. */
  hear(content: FromPython, ...buffers: DataView[]): void {
    for (const listener of this.#listeners) listener(content, buffers);
  }
  get listening(): number {
    return this.#listeners.size;
  }
  get asModel(): WidgetModel {
    return this as unknown as WidgetModel;
  }
}
