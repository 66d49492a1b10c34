import { plainText } from "./plain-text.js";
import { clipboardStrings } from "./strings.js";

/**
 * Puts text onto the clipboard, without characters that would steer a terminal. `otherwise` is given it where the browser does not
 * allow that; without one it rejects with an Error to show.
 */
export async function copy(text: string, otherwise?: (text: string) => void): Promise<void> {
  const plain = plainText(text);
  try {
    await navigator.clipboard.writeText(plain);
  } catch {
    if (otherwise === undefined) throw new Error(clipboardStrings().noClipboard);
    otherwise(plain);
  }
}
