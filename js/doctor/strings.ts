import { count } from "../page/count.js";
import type { Outcome } from "./result.js";

const PASS_THROUGH = "The panel goes through the Jupyter server instead.";

/** All text of the doctor's half in the page, in English. The server's half brings its own, in the language that is asked for. */
export const en = {
  lang: "en",
  title: "Connection to the Dask Gateway",
  fromServer: "Seen from the Jupyter server",
  fromBrowser: "Seen from this browser",
  again: "Check again",
  copy: "Copy as text",
  copied: "Copied to the clipboard.",
  notCopied: "The browser did not allow to copy.",
  checking: "Checking…",
  whatToDo: "What to do:",
  outcomes: {
    ok: "OK",
    warning: "Attention",
    failed: "Failed",
    skipped: "Not checked",
  } satisfies Record<Outcome, string>,
  summary(failed: number, warnings: number): string {
    if (failed === 0 && warnings === 0) return "Everything that can be checked is as it should be.";
    const steps = (n: number) => count(n, "step", "steps");
    const parts = [];
    if (failed > 0) parts.push(`${steps(failed)} failed`);
    if (warnings > 0)
      parts.push(`${steps(warnings)} ${warnings === 1 ? "needs" : "need"} attention`);
    return `${parts.join(", ")}.`;
  },

  steps: {
    server: "The server's examination",
    wasm: "WebAssembly allowed",
    reach: "Public address reachable",
    direct: "Direct requests",
    login: "The page's own login",
    dashboards: "Dashboards",
    figures: "Workers and memory of a running cluster",
  },
  needsReach: (step: string) => `It needs “${step}” first.`,
  noAddress: "The public address is not known: the Jupyter server has not told it.",

  server: {
    absent: "The Jupyter server does not have this extension's half, or it is not enabled.",
    absentAdvice:
      "Install jupyter-dask-gateway into the environment that the Jupyter server runs in, and restart the server. `jupyter server extension list` shows what is enabled.",
    old: "The Jupyter server runs an older jupyter-dask-gateway, which cannot check the connection.",
    oldAdvice: "Restart the Jupyter server after the update.",
    loggedOut: "The Jupyter server refused to answer: the login has ended.",
    loggedOutAdvice: "Reload the page, and log in again if it asks.",
    silent: (seconds: number) => `The Jupyter server did not answer within ${seconds} seconds.`,
    silentAdvice:
      "It may be overloaded. Try again; then restart it. `jupyter dask-gateway doctor` in a terminal makes the same checks.",
    nothing: "The Jupyter server cannot be reached.",
    nothingAdvice: "Check that you are online and that the server runs.",
    odd: (status: number) => `The Jupyter server gave no findings (HTTP ${status}).`,
    oddAdvice: "Look at the Jupyter server's log, or tell your administrator.",
  },

  wasm: {
    allowed: "This page may run WebAssembly, of which the panel is made.",
    forbidden:
      "This page may not compile WebAssembly: its content security policy forbids it, or the browser has it switched off.",
    advice: "An administrator adds 'wasm-unsafe-eval' to script-src in the page's policy.",
  },

  reach: {
    gateway: (address: string, version: string) =>
      `A Dask Gateway, version ${version}, answers at ${address}`,
    unreadable: (address: string) =>
      `Something answers at ${address}; what it is, this page may not read.`,
    other: (address: string, status: number) =>
      `Something answers at ${address}, but not as a Dask Gateway does (${status === 0 ? "a redirect" : `HTTP ${status}`}).`,
    otherAdvice: (usual: string) =>
      `Correct gateway.public-address in dask's configuration: on a JupyterHub it mostly is ${usual}`,
    foundAdvice: (there: string) =>
      `A Dask Gateway answers at ${there} on the same host: set gateway.public-address to that.`,
    absoluteAdvice:
      "On this hub users have hosts of their own, and services have others: set gateway.public-address to the gateway's absolute address, such as https://dask-gateway--service.hub.example.org/services/dask-gateway/",
    mixed: (address: string) =>
      `This page came by https, so the browser does not let it ask ${address} by http (mixed content).`,
    mixedAdvice: (usual: string) =>
      `Give the gateway an https address and set gateway.public-address to that; a path such as ${usual} is as secure as the page.`,
    forbidden: (address: string, directive: string) =>
      `The page's content security policy (${directive}) forbids requests to ${address}`,
    forbiddenAdvice: (origin: string) =>
      `An administrator adds ${origin} to connect-src in the policy. ${PASS_THROUGH}`,
    silent: (address: string, seconds: number) =>
      `No answer from ${address} within ${seconds} seconds.`,
    nothing: (address: string) =>
      `This browser cannot reach ${address}: the name is unknown, nothing listens there, or its certificate is not trusted.`,
    nothingAdvice:
      "Open the address in a tab of its own to see why. If only the Jupyter server can reach it, your administrator sets gateway.public-address to one that browsers can reach; until then dashboards cannot be opened.",
  },

  direct: {
    ownOrigin: "The gateway has the page's own origin.",
    cors: "The gateway is of another origin, which lets this page ask (CORS).",
    noCors: `The gateway is of another origin, which does not let this page read its answers (no CORS). ${PASS_THROUGH}`,
  },

  login: {
    noHub:
      "This page does not belong to a JupyterHub, and has no login of its own for the gateway.",
    otherOrigin: (address: string) =>
      `The page's token is for its own origin only, and is not shown to ${address}`,
    shared: (user: string) =>
      `This is ${user}'s server, and the page's login is yours: it is not used here. ${PASS_THROUGH}`,
    noToken: "The page's configuration holds no token.",
    noTokenAdvice: `Reload the page. ${PASS_THROUGH}`,
    otherScheme: (scheme: string) =>
      `The gateway asks for another login (${scheme}) than the page has.`,
    accepted: "The page's own token opens the gateway.",
    noScope: "The gateway refuses the page's token: most likely it lacks the scope to use it.",
    noScopeAdvice: (service: string) =>
      [
        `${PASS_THROUGH} To allow direct requests, an administrator adds "access:services!service=${service}" to the scopes of the role "user" in c.JupyterHub.load_roles (in the Helm charts: hub.loadRoles), keeps all other roles, and writes in jupyterhub_config.py:`,
        `c.Spawner.oauth_client_allowed_scopes.extend(["access:servers!server", "access:services!service=${service}"])`,
        "Then restart the hub, and log in anew.",
      ].join("\n"),
    unknown: "The hub does not know the page's token any more.",
    unknownAdvice: `Reload the page, and log in again if it asks. ${PASS_THROUGH}`,
    odd: (status: number) => `The gateway answered the page's token with HTTP ${status}.`,
    oddAdvice: "Try again; if it happens again, tell your administrator.",
    silent: (seconds: number) => `The gateway did not answer within ${seconds} seconds.`,
    nothing: "The connection to the gateway broke.",
  },

  figures: {
    noList: "The list of your clusters does not come through the Jupyter server.",
    noCluster: "No cluster of yours is running. Check again while one is.",
    fromServer: "A running cluster’s workers and memory come through the Jupyter server.",
    fromPublicAddress: (address: string) =>
      `A running cluster’s workers and memory come from ${address}: the Jupyter server does not get them.`,
    missing:
      "A running cluster’s workers and memory come neither through the Jupyter server nor from the public address.",
    missingAdvice:
      "The panel shows neither workers nor memory then, and a scale only as asked for. If the gateway’s address serves its API alone, set gateway.public-address in dask’s configuration to where the gateway’s proxy serves /clusters/… without a login; else ask your administrator.",
  },

  dashboards: {
    open: (address: string) => `Dashboards are pages below ${address}, which this browser reaches.`,
    outside: (address: string) =>
      `This page may not show dashboards below ${address} in a tab of JupyterLab.`,
    outsideAdvice:
      "They open in a browser tab of their own. To have them in JupyterLab, an administrator gives gateway.public-address https, or allows its origin in the policy of JupyterLab’s page (frame-src).",
  },
};

export type DoctorStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    doctor: DoctorStrings;
  }
}
