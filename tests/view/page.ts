import {
  computeAccessibleDescription,
  computeAccessibleName,
  getRole,
} from "dom-accessibility-api";
import { vi } from "vitest";
import type { Host, View } from "../../js/view/model.js";
import { type MountHandle, mount } from "../../js/view/session/mount.js";
import { FakeSession, fakeHost } from "./fake-session.js";

/** A mounted panel, and ways to find things in it as assistive technology does: by role and name. */
export class Page {
  readonly root: ShadowRoot;

  constructor(
    readonly session: FakeSession,
    readonly handle: MountHandle,
    readonly element: HTMLElement,
  ) {
    if (element.shadowRoot === null) throw new Error("no open shadow root");
    this.root = element.shadowRoot;
  }

  /** All elements with this role and exactly this name, within `inside`. */
  all(role: string, name?: string, inside: ParentNode = this.root): HTMLElement[] {
    return [...inside.querySelectorAll<HTMLElement>("*")].filter(
      (element) =>
        (element.getAttribute("role") ?? getRole(element)) === role &&
        (name === undefined || computeAccessibleName(element) === name),
    );
  }

  /** The only one; anything else is a failed test. */
  get<E extends HTMLElement = HTMLElement>(role: string, name?: string, inside?: ParentNode): E {
    const found = this.all(role, name, inside);
    if (found.length !== 1) throw new Error(`${found.length} × ${role} "${name ?? ""}"`);
    return found[0] as E;
  }

  cluster(key: string): HTMLElement {
    const item = this.root.querySelector<HTMLElement>(`[data-cluster="${key}"]`);
    if (item === null) throw new Error(`no cluster ${key}`);
    return item;
  }

  /** Types text into an input at once, as pasting does. */
  type(role: string, name: string, text: string, inside?: ParentNode): void {
    const input = this.get<HTMLInputElement>(role, name, inside);
    input.focus();
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }

  async show(view: View): Promise<void> {
    this.session.show(view);
    await drawn();
  }
}

/** The name that a screen reader says. */
export const name = (element: Element): string => computeAccessibleName(element);

/** The text that describes an element, e.g. a field's message. */
export const description = (element: Element): string => computeAccessibleDescription(element);

/** The view draws in a microtask. */
export const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The user turns to this browser tab, or to another; `vi.restoreAllMocks` undoes it. */
export function turnPage(state: "visible" | "hidden"): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

export function open(view: View, host: Host = fakeHost(), session = new FakeSession(view)): Page {
  const container = document.body.appendChild(document.createElement("div"));
  const handle = mount(container, session, host);
  session.events.length = 0;
  return new Page(session, handle, container.firstElementChild as HTMLElement);
}
