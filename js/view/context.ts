import type { Popup } from "./form/combobox.js";
import type { Host, UserEvent } from "./model.js";
import type { MountOptions } from "./session/mount-options.js";
import type { Strings } from "./strings/index.js";

/** What every template needs besides its part of the view model. */
export interface Context {
  /** Sends what the user did to the core and performs what comes back. */
  send(event: UserEvent): void;
  strings: Strings;
  /** The host can put code into a notebook. */
  canInsert: boolean;
  /** The host can show a dashboard inside itself. */
  canOpenInside: boolean;
  /** Lets the host show what is wrong with the connection. */
  checkConnection: Host["checkConnection"];
  popup: Popup | null;
  /** Opens, changes or closes the one list of options. */
  show(popup: Popup | null): void;
  options: MountOptions;
}
