/** What the page's content security policy forbids, which a browser does not tell the one who asked. */
export interface PolicyWatch {
  /** The directive that has forbidden a request to the address since; the browser says so a little later. */
  directive(): Promise<string | undefined>;
  end(): void;
}

/** By which a browser may tell of a violation after the request has failed. */
const EVENT_DELAY_MS = 200;

export function watchPolicy(address: string): PolicyWatch {
  const { origin } = new URL(address);
  const abort = new AbortController();
  const violated = new Promise<string>((resolve) => {
    watchPolicyFor(origin, resolve, abort.signal);
  });
  const none = () =>
    new Promise<undefined>((resolve) => setTimeout(resolve, EVENT_DELAY_MS, undefined));
  return { directive: () => Promise.race([violated, none()]), end: () => abort.abort() };
}

/** Calls `onViolation` with the directive that forbids something at this origin, each time, until the signal aborts. */
export function watchPolicyFor(
  origin: string,
  onViolation: (directive: string) => void,
  signal: AbortSignal,
): void {
  document.addEventListener(
    "securitypolicyviolation",
    ({ blockedURI, disposition, effectiveDirective }) => {
      // Some browsers tell the origin alone.
      if (disposition !== "report" && `${blockedURI}/`.startsWith(`${origin}/`))
        onViolation(effectiveDirective);
    },
    { signal },
  );
}
