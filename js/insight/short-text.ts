import { plainText } from "../page/plain-text.js";

/** Others' text in one line of at most so many characters, so that it neither fills the page nor steers how it is shown. */
export function shortText(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return plainText(cut).replaceAll(/\s/g, " ");
}
