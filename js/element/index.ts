/** The exports of `dist/dask-gateway-element.js`, which `define.ts` fetches. */
import { Body } from "./controller.js";
import type { GatewayElement, Parts } from "./define.js";

const bodies = new WeakMap<GatewayElement, Body>();

/** Brings what an element shows in line with its attributes, its login, and whether it is in the page. */
export function follow(element: GatewayElement, parts: Parts): void {
  const body = bodies.get(element) ?? new Body(element, parts);
  bodies.set(element, body);
  body.update();
}
