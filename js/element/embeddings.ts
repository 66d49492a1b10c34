import type { Embedding, GatewayElement } from "./types.js";

export const embeddings = new WeakMap<GatewayElement, Embedding>();

/** Lets an application have what an element shows. To be called before the element is in the page. */
export function embed(element: GatewayElement, embedding: Embedding): void {
  embeddings.set(element, embedding);
}
