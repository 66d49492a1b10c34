/** More than any answer that a check understands; what is longer is something else, and may never end. */
const MAX_BYTES = 2 ** 16;

/** The beginning of a reply's body as text. The rest of it is given up. Rejects as reading the body does. */
export async function beginning(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; bytes < MAX_BYTES; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    text += decoder.decode(value, { stream: true });
  }
  // Not awaited: it may take as long as the body.
  void reader.cancel().catch(() => {});
  return text;
}
