import type { OpenSession } from "../view/model.js";
import type { Footprint } from "./gateway-element.js";

/** What the form's choices come to, in whole units. */
export function footprintOf(session: OpenSession | undefined): Footprint | null {
  const footprint = session?.view().form?.footprint;
  if (!footprint) return null;
  const { workers, upTo, cores, memory, gpus, price } = footprint;
  return {
    workers,
    upTo,
    cores: cores === null ? null : cores / 1e3,
    memory,
    gpus: gpus === null ? null : gpus / 1e3,
    price: price === null ? null : { anHour: price.micros / 1e6, currency: price.currency },
  };
}
