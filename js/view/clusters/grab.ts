import { nothing } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";

/** `@pointerdown`: from here a running cluster can be dragged to where its connection code is wanted. */
export function grab(
  { host, send }: Context,
  { key, status }: ClusterView,
): ((event: PointerEvent) => void) | typeof nothing {
  if (host.grab === undefined || status !== "RUNNING") return nothing;
  return (event) => {
    const control = (event.target as Element).closest("button, input");
    // What else can be pressed there does something else.
    if (control !== null && control !== event.currentTarget) return;
    host.grab?.(event, () => send({ type: "drag-code", cluster: key }));
  };
}
