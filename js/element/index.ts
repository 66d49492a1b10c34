/** The exports of `dist/dask-gateway-element.js`, the part that `define.ts` loads. */
import { ElementController } from "./controller.js";
import { embeddings } from "./embeddings.js";
import type { FormApi } from "./gateway-element.js";
import type { GatewayElement, ViewToolkit } from "./types.js";

export { buildId } from "../page/build-id.js";
export { embed } from "./embeddings.js";
export type { Embedding } from "./types.js";

const controllers = new WeakMap<GatewayElement, ElementController>();

/** Brings what an element shows in line with its attributes, its properties, and whether it is in the page. */
export function updateElement(element: GatewayElement, toolkit: ViewToolkit): FormApi {
  const controller =
    controllers.get(element) ?? new ElementController(element, toolkit, embeddings.get(element));
  controllers.set(element, controller);
  controller.update();
  return controller;
}
