/** Whether something answers there, with no login: a page may not read what does, but learns that. */
export async function isReachable(url: string, timeout: number): Promise<boolean> {
  try {
    await fetch(url, {
      mode: "no-cors",
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(timeout),
    });
    return true;
  } catch {
    return false;
  }
}
