import type { Message } from "../view/model.js";

/** What became of it will be found out: the answer was lost, or the gateway lists the cluster no more. */
export const UNDECIDED: ReadonlySet<Message["id"]> = new Set([
  "launch-unknown",
  "launch-again",
  "scale-unknown",
  "adapt-unknown",
  "stop-unknown",
  "not-listed",
]);
