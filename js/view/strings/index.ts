import { plainText } from "../../page/plain-text.js";
import type { Because, Message } from "../model.js";
import type { Strings } from "./table.js";

/** The sentence of a message id with its arguments. Where the gateway has words of its own for it, they stand on a line below. */
export function formatMessage(strings: Strings, message: Message): string {
  const theirs = message.id === "invalid" ? `\n${plainText(message.text)}` : "";
  return formatOwn(strings, message) + theirs;
}

/** The same without the gateway's. */
export function formatOwn(strings: Strings, message: Message): string {
  // The table is exhaustive over the ids; that each function gets its own id's arguments is beyond
  // what the type system follows through an index.
  return plainText((strings.messages[message.id] as (message: Message) => string)(message));
}

/** The same of what explains a cluster. */
export function formatReason(strings: Strings, reason: Because): string {
  return plainText((strings.reasons[reason.id] as (reason: Because) => string)(reason));
}

export type { PartTables, Strings } from "./table.js";
