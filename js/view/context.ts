import type { Popup } from "./form/combobox.js";
import type { Event, Host } from "./model.js";
import type { Look } from "./session/mount-options.js";
import type { Strings } from "./strings/index.js";

/** What every template needs besides its part of the view model. */
export interface Context {
  /** Sends what the user did to the core and performs what comes back. */
  send(event: Event): void;
  strings: Strings;
  /** The host can put code into a notebook. */
  canInsert: boolean;
  /** The host can show a dashboard inside itself. */
  canOpenInside: boolean;
  /** Lets the host show what is wrong with the connection. */
  check: Host["check"];
  popup: Popup | null;
  /** Opens, changes or closes the one list of options. */
  show(popup: Popup | null): void;
  look: Look;
}
