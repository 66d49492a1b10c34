/** What any page may have to say, in English. Two tables, for not all scripts need both. */
export const strings = {
  noClipboard: "The browser does not let this page use the clipboard.",
};

/** Why a part is not there, in parentheses of other sentences. */
export const partProblems = {
  unavailable: (file: string) =>
    `${file} could not be fetched: it is blocked, or no longer on the server`,
  "other-version": (file: string) =>
    `${file} is of another version than this page: reload the page`,
};
