/** What addresses and failed requests tell. */

/** Browsers let secure pages ask the machine they run on, and nobody can listen on the way there. */
const LOOPBACK = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether a URL's host name is this machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/** Whether a page of `origin` came by https, and the address is an http one: browsers let the page neither ask nor frame it. */
export function isMixed(origin: string, address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return origin.startsWith("https:") && protocol === "http:" && !isLoopback(hostname);
}

/** Whether a request failed because the time of its `AbortSignal.timeout` was over. */
export function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}
