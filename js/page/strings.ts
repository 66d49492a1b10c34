import { spoken } from "./spoken.js";

/** What any page may have to say, in English. Two tables, for not all scripts need both. */
const clipboard = {
  noClipboard: "The browser does not let this page use the clipboard.",
};

/** Why a part is not there, in parentheses of other sentences. */
const parts = {
  unavailable: (file: string) =>
    `${file} could not be fetched: it is blocked, or no longer on the server`,
  "other-version": (file: string) =>
    `${file} is of another version than this page: reload the page`,
};

declare module "../view/strings/table.js" {
  interface PartTables {
    clipboard: typeof clipboard;
    parts: typeof parts;
  }
}

/** In the language of the page. */
export const clipboardStrings = () => spoken("clipboard", clipboard);
export const partProblems = () => spoken("parts", parts);
