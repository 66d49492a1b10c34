/**
 * Keyboard users must not be thrown back to the top of the page because a button they pressed is
 * disabled, or an input they are in is redrawn elsewhere. The view remembers where the focus was before it
 * draws, and puts it back after.
 */
export interface Remembered {
  element: HTMLElement;
  /** Ancestors that may take the focus when the element is gone, nearest first. */
  homes: HTMLElement[];
  selection: [number, number] | null;
}

/** The focused element, looked for inside open shadow roots as well; null when it is the page itself. */
export function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement && element !== document.body ? element : null;
}

/** What is needed to give `element` the focus back, or as near to it as possible. */
export function remember(element: HTMLElement | null): Remembered | null {
  if (element === null) return null;
  const homes: HTMLElement[] = [];
  for (
    let home = element.parentElement?.closest<HTMLElement>("[tabindex]");
    home;
    home = home.parentElement?.closest<HTMLElement>("[tabindex]")
  ) {
    homes.push(home);
  }
  return { element, homes, selection: selectionOf(element) };
}

/** Puts the focus back where it was, if drawing took it away. */
export function restore(was: Remembered | null, root: ShadowRoot): void {
  if (was === null) return;
  if (focused() === was.element) return;
  // A control of the same id is the same control drawn in another way.
  const same = was.element.id === "" ? null : root.getElementById(was.element.id);
  const candidates = [was.element.isConnected ? was.element : same, ...was.homes];
  for (const candidate of candidates) {
    if (!candidate?.isConnected) continue;
    candidate.focus({ preventScroll: true });
    if (focused() !== candidate) continue;
    if (was.selection !== null && hasSelection(candidate)) {
      candidate.setSelectionRange(...was.selection);
    }
    return;
  }
}

function hasSelection(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && element.type === "text")
  );
}

function selectionOf(element: Element): [number, number] | null {
  if (!hasSelection(element)) return null;
  const { selectionStart, selectionEnd } = element;
  return selectionStart === null || selectionEnd === null ? null : [selectionStart, selectionEnd];
}
