/** An id that no other page has. Not `crypto.randomUUID`, which pages without https do not have. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("");
}
