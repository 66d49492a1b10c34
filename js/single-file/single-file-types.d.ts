/** The types of the single file. */
export * from "./npm-types.js";

/** Of anywidget's model what is asked of it. */
export interface WidgetModel {
  get(name: string): unknown;
  on(event: string, listener: () => void): void;
}

/** A module for hosts of anywidget's kind, of the single file alone: an element with what the model holds below the names of its attributes. */
declare const host: {
  /** Gives what takes the element out again. */
  render(into: { model: WidgetModel; el: HTMLElement }): () => void;
};
export default host;
