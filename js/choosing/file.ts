/** Bytes; the core says of one that has more that it is too large. */
const MOST = 200 * 1024 + 1;

/** The text of a file, or as much of it as tells that it is too large. */
export function readFile(file: Blob): Promise<string> {
  const text = file.slice(0, MOST).text();
  // It has gone meanwhile, or may not be read: the core says so of what is none.
  return text.catch(() => "");
}
