/**
 * Focuses the first of these ids that is there once an event is drawn that was just sent: its draw stands first in the queue of
 * microtasks.
 */
export function focusNext({ currentTarget }: Event, ...ids: string[]): void {
  const root = (currentTarget as Element).getRootNode() as ShadowRoot;
  queueMicrotask(() => {
    const id = ids.find((id) => root.getElementById(id) !== null);
    if (id !== undefined) root.getElementById(id)?.focus();
  });
}
