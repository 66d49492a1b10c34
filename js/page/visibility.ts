/**
 * Tells whether an element can be seen, now and after each change, until the signal aborts. In a notebook, that counts and
 * not the cell: Python wants to know what becomes of its cluster also while the user reads on below.
 */
export function watchVisibility(
  element: HTMLElement,
  onChange: (visible: boolean) => void,
  signal: AbortSignal,
): void {
  const observer = new IntersectionObserver(([entry]) => onChange(!!entry?.isIntersecting));
  observer.observe(element.closest(".jp-NotebookPanel") ?? element);
  signal.addEventListener("abort", () => observer.disconnect());
}
