/** Longer than what an idle kernel takes to answer. */
const FIRST_PAUSE_MS = 5_000;
/** A kernel that was busy for hours should not find a thousand messages. */
const LAST_PAUSE_MS = 60_000;

/**
 * Calls `ask` after pauses, each twice as long as the one before it, until the signal aborts. A message may be lost; and no
 * time tells whether it is, for a busy kernel answers when it can.
 */
export function askAgain(ask: () => void, signal: AbortSignal): void {
  let pause = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    timer = setTimeout(() => {
      pause = Math.min(2 * pause, LAST_PAUSE_MS);
      wait();
      ask();
    }, pause);
  };
  wait();
  signal.addEventListener("abort", () => clearTimeout(timer));
}
