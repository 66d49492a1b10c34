import { strings } from "./strings.js";

/** Puts text onto the clipboard. Rejects with an Error to show. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw new Error(strings.noClipboard);
  }
}
