/** They steer what shows a text, instead of being shown: control characters, directions of writing, odd line breaks, half characters. */
const STEERING = /(?![\n\t])[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/gu;

/**
 * The text for wherever it is not the page that shows it, such as a terminal that it is pasted into: a gateway's words must not
 * give orders there. `jupyter_dask_gateway/plain_text.py` does the same.
 */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(STEERING, "\ufffd");
}
