/** How a widget stands out from the notebook around it. */
export function frame(box: HTMLElement): void {
  box.style.border = "1px solid var(--jp-border-color2, rgb(128 128 128 / 35%))";
  box.style.borderRadius = "3px";
}
