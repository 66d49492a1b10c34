import { LaunchSpec } from "@jupyterhub/binderhub-client/spec.js";
import { LINK_PARAMETER } from "../../js/jupyter/link-parameter.js";

/** The BinderHub, what it starts, and what opens there. */
export interface Target {
  readonly hub: URL;
  /** As in the hub's own addresses: `gh/owner/name/ref`. */
  readonly repository: string;
  /** In the Jupyter server. */
  readonly urlPath: string;
}

/** As the page's markup has it. */
export function readTarget({ hub, repository, urlpath }: DOMStringMap): Target {
  return {
    hub: new URL((hub ?? "").replace(/\/*$/, "/")),
    repository: repository ?? "",
    urlPath: urlpath ?? "lab",
  };
}

/** What opens in the Jupyter server, with the form filled. */
export function pathWithLink({ urlPath }: Target, link: string | null): string {
  return link === null ? urlPath : `${urlPath}?${new URLSearchParams({ [LINK_PARAMETER]: link })}`;
}

/** The hub's own page, which does the same by itself: what a badge leads to. */
export function ownPage(target: Target, link: string | null): string {
  const url = new URL(`v2/${target.repository}`, target.hub);
  url.searchParams.set("urlpath", pathWithLink(target, link));
  return url.href;
}

export const buildEndpoint = ({ hub }: Target): URL => new URL("build/", hub);

/**
 * Where the server opens, with the token that the hub has given it: Jupyter takes it from the address and keeps it in a cookie. Null: no
 * address that a page should go to.
 */
export function serverAddress(url: unknown, token: unknown, path: string): URL | null {
  if (typeof url !== "string" || !URL.canParse(url)) return null;
  const server = new URL(url);
  const isSafe = server.protocol === "https:" || server.protocol === location.protocol;
  if (!isSafe || !/^https?:$/.test(server.protocol)) return null;
  if (!server.pathname.endsWith("/")) server.pathname += "/";
  // A hub with a login of its own gives none: its cookie is there.
  if (typeof token !== "string" || token === "") return new URL(path, server);
  return new LaunchSpec(path).getJupyterServerRedirectUrl(server, token);
}
