import type { HttpConnection } from "#session";
import { pageHeaders } from "../jupyter/connection.js";
import { anonymous } from "../page/anonymous-connection.js";

/** The pass-through of this user's page, whose address has the user's name in it. */
export function hubConnection(): HttpConnection {
  return {
    route: "pass-through",
    base: new URL("dask-gateway/", document.baseURI).href,
    credentials: "same-origin",
    headers: pageHeaders,
    // The page has no token, and its policy lets it ask nobody else.
    other: (route, publicAddress) => (route === "public" ? ofThisOrigin(publicAddress) : null),
  };
}

function ofThisOrigin(publicAddress: string): HttpConnection | null {
  const connection = anonymous(publicAddress);
  return connection && new URL(connection.base).origin === location.origin ? connection : null;
}
