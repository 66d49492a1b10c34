import type { Strings } from "../view/strings/table.js";

/** What the dialogs say, in English. */
const en = {
  presets: "Presets",
  saveAs: "Save what is in the form as",
  save: "Save",
  replace: "Replace",
  taken: (name: string) => `You have a preset “${name}” already.`,
  include: (mapping: string) => `Include ${mapping}`,
  mappings: "The values of these may be passwords. They are kept only where ticked.",
  mappingsInLink:
    "The values of these may be passwords, and whoever has the link can read them. They go into it only where ticked.",
  secrets: (names: string) => `Never included, because secret: ${names}.`,
  yours: "Your presets",
  remove: "Remove",
  removeNamed: (name: string) => `Remove ${name}`,
  importFile: "Import from a file",
  exportFile: "Export to a file",
  close: "Close",
  cancel: "Cancel",
  namesTaken: (names: string) => `The file has presets that you have already: ${names}.`,
  keepMine: "Keep mine",
  replaceMine: "Replace mine",
  link: "A link to these options",
  linkAbout:
    "It carries what differs from the defaults. Whoever opens it finds the form filled in; nothing is launched by it.",
  copyLink: "Copy link",
};

export type ChoosingStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    choosing: ChoosingStrings;
  }
}

/** The table of the language that the view speaks. */
export function choosingStrings({ parts }: Strings): ChoosingStrings {
  return parts.choosing ?? en;
}
