/** The script of the page on a JupyterHub: `dask-gateway-hub.js`, which jupyter_dask_gateway/hub/ serves beside the others. */
import type { GatewayElement } from "../element/gateway-element.js";
import { pageHeaders } from "../jupyter/connection.js";
import { LINK_PARAMETER } from "../jupyter/link-parameter.js";
import { whenLanguageCame } from "../page/spoken.js";
import { hubConnection } from "./connection.js";
import { type HubStrings, strings } from "./strings.js";

type Server = keyof HubStrings["start"];

/** Longer ones do not fit into what the hub's login keeps in a cookie until the server is there. */
const MOST_CHARACTERS = 1_500;
/** While the server comes or goes, it is asked for again. */
const ON_ITS_WAY_MS = 3_000;
/** How long a page waits for its language, as the element does. */
const PATIENCE_MS = 1_000;
/** The link of a form as it was published: JupyterLab's form has defaults of its own. */
const NOTHING_CHOSEN = `1.${btoa('{"options": {}}')}`;

/** Gives the element its connection, and keeps the link to the user's server and what is said of that in line, until the signal aborts. */
export function setUp(root: Document, signal?: AbortSignal): void {
  const element = root.querySelector<GatewayElement>("dask-gateway");
  const start = root.querySelector<HTMLAnchorElement>("#start");
  const taken = root.querySelector<HTMLElement>("#taken");
  const status = root.querySelector<HTMLElement>("#server");
  if (element === null || start === null || taken === null || status === null) return;
  const lab = start.href;

  let said = status.dataset.server;
  let again: ReturnType<typeof setTimeout> | undefined;
  const showServer = (server: string | undefined) => {
    said = server;
    const known: Server = Object.hasOwn(strings().start, server ?? "")
      ? (server as Server)
      : "unknown";
    // Whoever listens is told of a change only.
    if (status.textContent !== strings().server[known])
      status.textContent = strings().server[known];
    start.textContent = strings().start[known];
    clearTimeout(again);
    if (known === "starting" || known === "stopping") again = setTimeout(onVisible, ON_ITS_WAY_MS);
  };
  const showLink = () => {
    // Below the form from when there is one; without it, and without a gateway, the server can be started all the same.
    if (start.parentNode !== element) element.append(start, taken);
    const link = element.link();
    const url = new URL(lab);
    let says: string = strings().leavesBehind;
    if (link === NOTHING_CHOSEN) {
      says = strings().wouldTake;
    } else if (link !== null && link.length <= MOST_CHARACTERS) {
      says = strings().takesAlong;
      url.searchParams.set(LINK_PARAMETER, link);
    }
    start.href = url.href;
    if (taken.textContent !== says) taken.textContent = says;
  };

  // By then the element's own script has run, or was not to be had: after an update of what is served, or blocked.
  const onLoad = () => {
    if (customElements.get("dask-gateway") !== undefined) return;
    const alert = root.createElement("p");
    alert.setAttribute("role", "alert");
    alert.textContent = strings().notLoaded;
    element.replaceChildren(alert);
  };
  addEventListener("load", onLoad, { signal });

  element.addEventListener("change", showLink);
  element.connection = hubConnection();
  // Who comes back to this tab may have started or stopped the server meanwhile.
  const onVisible = async () => {
    if (root.visibilityState !== "visible") return;
    try {
      const reply = await fetch("server", { headers: pageHeaders(), credentials: "same-origin" });
      if (reply.ok) showServer(((await reply.json()) as { server?: string }).server);
    } catch {
      // What was said last stands; that nothing answers, the element says.
    }
  };
  // Not in English before another language, unless that is all that is to be had.
  let first: ReturnType<typeof setTimeout> | undefined;
  if (/^zh/.test(root.documentElement.lang))
    first = setTimeout(() => showServer(said), PATIENCE_MS);
  else showServer(said);
  whenLanguageCame(() => {
    if (signal?.aborted) return;
    clearTimeout(first);
    showServer(said);
    if (start.parentNode === element) showLink();
  });
  root.addEventListener("visibilitychange", onVisible, { signal });
  signal?.addEventListener("abort", () => clearTimeout(again));
}

if (typeof document !== "undefined") setUp(document);
