import { toolkit } from "../../js/element/define.js";
import { updateElement } from "../../js/element/index.js";
import * as insight from "../../js/insight/index.js";
import { setParts } from "./gallery-language.js";

/** What the element asks for first, in the gallery: by "login" and "login wrong". */
export function drawLogin(name: string): void {
  setParts({ insight });
  const element = document.createElement("dask-gateway");
  element.setAttribute("address", "https://gateway.example.org/services/dask-gateway/");
  // As one that is defined.
  Object.assign(element, { authorization: null });
  document.body.append(element);
  updateElement(element, { ...toolkit, connect: () => new Promise(() => {}) });
  if (name === "login") return;
  const press = () => {
    const button = element.shadowRoot?.querySelector<HTMLElement>("button[type=submit]");
    // Another language comes a moment later.
    if (!button) requestAnimationFrame(press);
    // Nothing is typed, which it says.
    else button.click();
  };
  press();
}
