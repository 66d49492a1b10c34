import { focusedElement } from "../ui/focused-element.js";

/**
 * Keyboard users must not be thrown back to the top of the page because a button they pressed is
 * disabled, or an input they are in is redrawn elsewhere. The view saves where the focus is before it
 * draws, and restores it after.
 */
export interface SavedFocus {
  element: HTMLElement;
  /** Ancestors that may take the focus when the element is gone, nearest first. */
  ancestors: HTMLElement[];
  /** Start and end of the selected text. */
  selection: [number, number] | null;
}

/** What is needed to give the focus back to where it is now, or as near to it as possible. */
export function saveFocus(): SavedFocus | null {
  const element = focusedElement();
  if (element === null) return null;
  const ancestors: HTMLElement[] = [];
  for (let next = focusableAncestor(element); next; next = focusableAncestor(next)) {
    ancestors.push(next);
  }
  return { element, ancestors, selection: selectionOf(element) };
}

/** Puts the focus back where it was, if drawing into `root` took it away. */
export function restoreFocus(saved: SavedFocus, root: ShadowRoot): void {
  const { element, ancestors, selection } = saved;
  if (focusedElement() === element) return;
  // A control of the same id is the same control drawn in another way.
  const same = element.id === "" ? null : root.getElementById(element.id);
  for (const candidate of [element.isConnected ? element : same, ...ancestors]) {
    if (!candidate?.isConnected) continue;
    candidate.focus({ preventScroll: true });
    if (focusedElement() !== candidate) continue;
    if (selection !== null && hasSelection(candidate)) candidate.setSelectionRange(...selection);
    return;
  }
}

function focusableAncestor(element: HTMLElement): HTMLElement | null | undefined {
  return element.parentElement?.closest<HTMLElement>("[tabindex]");
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
