/** How a widget stands out from the notebook around it. */
export function frame(box: HTMLElement): void {
  box.style.border = "1px solid var(--jp-border-color2, rgb(128 128 128 / 35%))";
  box.style.borderRadius = "3px";
}

/**
 * Tells whether a widget's notebook can be seen, now and after each change, until the signal aborts. The notebook counts,
 * not the cell: Python wants to know what becomes of its cluster also while the user reads on below.
 */
export function watchSight(
  box: HTMLElement,
  seen: (visible: boolean) => void,
  signal: AbortSignal,
): void {
  const sight = new IntersectionObserver(([entry]) => seen(!!entry?.isIntersecting));
  sight.observe(box.closest(".jp-NotebookPanel") ?? box);
  signal.addEventListener("abort", () => sight.disconnect());
}
