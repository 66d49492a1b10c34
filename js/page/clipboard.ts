/** Puts text onto the clipboard. Rejects with an Error to show. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw new Error("The browser does not let this page use the clipboard.");
  }
}
