import type { HttpConnection } from "#session";
import { anonymous } from "./anonymous-connection.js";
import { gatewayCode } from "./gateway-code.js";

/** What a page knows of its gateway besides the address. */
interface About {
  readonly publicAddress: string | undefined;
  readonly site: string | undefined;
}

/** Straight to the gateway, for pages that no server and no kernel helps. `login`: as in the code that is copied. */
export function directConnection(
  base: string,
  { publicAddress, site }: About,
  login: Parameters<typeof gatewayCode>[2],
  request: Pick<HttpConnection, "credentials" | "headers">,
): HttpConnection {
  return {
    route: "direct",
    base,
    code: gatewayCode(base, publicAddress, login),
    publicAddress,
    site,
    ...request,
    other: (route, address) => (route === "public" ? anonymous(address) : null),
  };
}
