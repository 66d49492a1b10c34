/** A string, also one without an end, or one of the three numbers that Python writes and JSON does not know. */
const STRING_OR_NO_JSON = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?Infinity|NaN/g;

/**
 * Reads JSON as Python writes it. NaN and the infinities become null, and integers beyond 2^53 lose digits: for members
 * that hold text. Options are the core's to read, which keeps them as they are. Throws SyntaxError.
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const plain = text.replace(STRING_OR_NO_JSON, (found) =>
      found.startsWith('"') ? found : "null",
    );
    return JSON.parse(plain);
  }
}
