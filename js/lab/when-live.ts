import type { Live } from "./live.js";

let resolve: (live: Live) => void;
const live = new Promise<Live>((done) => {
  resolve = done;
});

/** The panel's plugin is there. */
export function setLive(made: Live): void {
  resolve(made);
}

/** Does this when the panel's plugin is there: never, where that is disabled. So no other plugin may wait for it. */
export function whenLive(work: (live: Live) => unknown): void {
  live.then(work).catch(console.error);
}
