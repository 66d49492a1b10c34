import { expect, test, vi } from "vitest";
import { SharedSession, UNUSED_TIMEOUT_MS } from "../../js/view/session/shared-session.js";

/** How long a session lives that widgets share. */

function core() {
  return {
    view: vi.fn(),
    options: vi.fn(),
    clusterName: vi.fn(),
    dispatch: vi.fn(() => []),
    free: vi.fn(),
    [Symbol.dispose]: vi.fn(),
  };
}

test("all subscribers hear of a change, until they leave", () => {
  let change = () => {};
  const session = new SharedSession(
    (onchange) => {
      change = onchange;
      return core();
    },
    () => {},
    false,
  );
  const abort = new AbortController();
  const first = vi.fn();
  const second = vi.fn();
  session.subscribe(first, abort.signal);
  session.subscribe(second, new AbortController().signal);
  session.subscribe(first, AbortSignal.abort());
  change();
  abort.abort();
  change();
  expect(first).toHaveBeenCalledTimes(1);
  expect(second).toHaveBeenCalledTimes(2);
});

test("a relay's session ends a while after its last subscriber, any other never", () => {
  vi.useFakeTimers();
  const kept = core();
  const freed = core();
  const ended = vi.fn();
  const sessions = [
    new SharedSession(() => kept, vi.fn(), false),
    new SharedSession(() => freed, ended, true),
  ];
  const visit = () => {
    const abort = new AbortController();
    for (const session of sessions) session.subscribe(() => {}, abort.signal);
    return abort;
  };

  visit().abort();
  vi.advanceTimersByTime(UNUSED_TIMEOUT_MS - 1);
  const again = visit();
  const other = visit();
  again.abort();
  vi.advanceTimersByTime(2 * UNUSED_TIMEOUT_MS);
  expect(freed.free, "somebody looked again in time").not.toHaveBeenCalled();
  other.abort();
  vi.advanceTimersByTime(UNUSED_TIMEOUT_MS - 1);
  expect(ended).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ended).toHaveBeenCalledTimes(1);
  expect(freed.free).toHaveBeenCalledTimes(1);
  expect(kept.free).not.toHaveBeenCalled();
  vi.useRealTimers();
});
