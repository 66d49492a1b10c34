/**
 * The Python that makes the element's gateway in a kernel: as far as a page knows it, and never with a credential.
 * `jupyter_dask_gateway/config/code.py` writes it where a kernel has the gateway.
 */
export interface GatewayCode {
  readonly imports: string;
  readonly call: string;
}

const LOGINS = {
  basic: ["BasicAuth", '# Set username and password, which are not copied: BasicAuth("…", "…")'],
  // A kernel on a JupyterHub has a token of its own.
  jupyterhub: ["JupyterHubAuth", ""],
} as const;

/** `base`: absolute. `login`: how one logs in there; undefined: the page alone knows. */
export function gatewayCode(
  base: string,
  publicAddress: string | undefined,
  login: keyof typeof LOGINS | undefined,
): GatewayCode {
  const { hostname, port, protocol } = new URL(base);
  const schedulers = `gateway://${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
  const [auth, remark] =
    login === undefined ? [null, "# Set auth=… if it asks for a login."] : LOGINS[login];
  const lines = [
    `${quoted(base)},`,
    "# Where schedulers usually are: correct it if yours are elsewhere.",
    `proxy_address=${quoted(schedulers)},`,
    `public_address=${quoted(absolute(publicAddress) ?? base)},`,
    remark,
    auth && `auth=${auth}(),`,
  ];
  return {
    imports: `from dask_gateway import ${auth === null ? "" : `${auth}, `}Gateway\n`,
    // Not in one template: the build takes the indentation out of those.
    call: `Gateway(\n${lines
      .filter(Boolean)
      .map((line) => `    ${line}\n`)
      .join("")})`,
  };
}

/** Undefined for what is no address, for dashboards say so when they are opened; and for one with a login, which is not for copying. */
function absolute(address: string | undefined): string | undefined {
  try {
    if (address === undefined) return undefined;
    const { href, username, password } = new URL(address, document.baseURI);
    return username || password ? undefined : href;
  } catch {
    return undefined;
  }
}

/** As Python reads it, too: the browser has escaped what is not of ASCII. */
function quoted(address: string): string {
  return JSON.stringify(address.replace(/\/$/, ""));
}
