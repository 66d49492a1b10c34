/** What the page's content security policy forbids, which a browser does not tell the one who asked. */
export interface PolicyWatch {
  /** The directive that has forbidden a request to the address since; the browser says so a little later. */
  directive(): Promise<string | undefined>;
  end(): void;
}

export function watchPolicy(address: string): PolicyWatch {
  const { origin } = new URL(address);
  const abort = new AbortController();
  const told = new Promise<string>((resolve) => {
    document.addEventListener(
      "securitypolicyviolation",
      ({ blockedURI, disposition, effectiveDirective }) => {
        if (disposition !== "report" && blockedURI.startsWith(origin)) resolve(effectiveDirective);
      },
      { signal: abort.signal },
    );
  });
  const late = () => new Promise<undefined>((resolve) => setTimeout(resolve, 200, undefined));
  return { directive: () => Promise.race([told, late()]), end: () => abort.abort() };
}
