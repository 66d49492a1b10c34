import type { Message } from "./model.js";
import { formatMessage, type Strings } from "./strings/index.js";

/** What is wrong with the options of a form without a gateway: what the core says of an answer, as nobody has answered. */
export function specProblem(strings: Strings, message: Message): string {
  return strings.brokenSpec(
    message.id === "unexpected" ? message.detail : formatMessage(strings, message),
  );
}
