import { elementDirective } from "./element-directive.js";
import { focusedElement } from "./focused-element.js";

/**
 * `<button ${disabledKeepingFocus(busy)}>` disables a button. While it has the focus it only gets `aria-disabled`: a `disabled` one
 * would drop the focus to the page, and whoever works by keyboard would start again from the top. Such a button still
 * hears clicks, so its listener is wrapped in `whenEnabled`.
 *
 * One that is `pressable` never gets more than `aria-disabled`: a press leads to what it waits for.
 */
export const disabledKeepingFocus = elementDirective(
  (button: HTMLButtonElement, disabled: boolean, pressable?: boolean) => {
    const isHeard = disabled && (pressable === true || focusedElement() === button);
    const isDisabled = disabled && !isHeard;
    if (!isHeard) button.removeAttribute("aria-disabled");
    else if (!button.hasAttribute("aria-disabled")) button.setAttribute("aria-disabled", "true");
    // Even to write the same is a change of the page.
    if (button.disabled !== isDisabled) button.disabled = isDisabled;
  },
);

/** A listener of a button that does nothing while `disabledKeepingFocus` disables it, in either way. */
export function whenEnabled(act: () => void): (event: MouseEvent) => void {
  return ({ currentTarget }) => {
    if (!isDisabled(currentTarget as HTMLButtonElement)) act();
  };
}

function isDisabled(button: HTMLButtonElement): boolean {
  return button.disabled || button.getAttribute("aria-disabled") === "true";
}
