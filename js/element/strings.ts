/** What the element says, in English. The panel in it has strings of its own: `view/strings`. */
const en = {
  title: "Dask Gateway",
  noAddress:
    "This page does not say where the gateway is: give the element the attribute “address”, or “spec” for a form without a gateway.",
  noSpec:
    "The attribute “spec” is empty, and there is no script of the type application/json in the element: one of them must have the options.",
  badSpecAddress: (text: string) =>
    `“${text}” is no address of a file with options. What is to be JSON begins with “{” or “[”.`,
  loginInSpec: "The address in “spec” must not hold a user name or a password. Take them out.",
  largeSpec: "The options that this page names are more than 8 MB, which is too much for a form.",
  badAddress: (text: string) =>
    `“${text}” is not an address of a gateway. One begins with https:// (or http://).`,
  loginInAddress:
    "The gateway’s address must not hold a user name or a password. Take them out: the element asks for them.",
  moreThanAddress: "The gateway’s address must not hold “?” or “#”. Leave out what follows.",
  mixedContent: (text: string) =>
    `This page came by https, so nothing is sent to “${text}”: browsers forbid it, and a password could be read on its way. Give an https address.`,
  unknownView: (text: string) =>
    `“${text}” is not something to show: “view” is all, options or clusters.`,

  reading: "Reading the options…",
  specStatus: (url: string, status: number) =>
    `There are no options at ${url} (HTTP ${status}). Tell the page’s author to check the attribute “spec”.`,
  specIsPage: (url: string) =>
    `At ${url} there is a web page, and no options. Tell the page’s author to check the attribute “spec”.`,
  specSlow: (url: string) => `No answer from ${url} in time. Try again in a moment.`,
  specPolicy: (origin: string) =>
    `This page’s content security policy forbids it to read its options. Its author must add ${origin} to connect-src.`,
  specOtherOrigin: (url: string, page: string) =>
    `There is an answer at ${url}, but this page may not read it. Its server must allow the origin ${page} by CORS.`,
  specNoAnswer: (url: string) => `No answer from ${url}. Check that you are online.`,

  sent: "What is sent",
  request: "Request to the gateway",
  python: "Python",
  copy: "Copy",
  copyRequest: "Copy the request",
  copyPython: "Copy the Python code",
  copied: (what: string) => `Copied: ${what}`,

  login: "Log in to Dask Gateway",
  user: "User name",
  password: "Password",
  logIn: "Log in",
  checking: "Asking the gateway…",
  unencrypted: "This connection is not encrypted: others on the network could read the password.",
  noUser: "Enter your user name.",
  colon: "A user name cannot hold a colon.",
  loginEnded: "The gateway no longer accepts this login. Log in again to go on.",
  loggedInAs: "Logged in as",
  logOut: "Log out",
  loggedOut: "You are logged out. Clusters that run go on.",

  wrongLogin: "The gateway does not know this user name with this password.",
  redirects:
    "The gateway’s address leads on to another one, where no password is sent. Tell the page’s author to give the final address.",
  noGateway: (base: string, status: number) =>
    `There is no Dask Gateway at ${base} (HTTP ${status}). Tell the page’s author to check the address.`,
  notPlain:
    "The gateway could not read this login (HTTP 500). It seems to take no letters but a to z without accents.",
  failing: (status: number) =>
    `The gateway cannot answer at the moment (HTTP ${status}). Try again later.`,
  slow: "The gateway did not answer in time. It may be busy: try again in a moment.",
  policy: (origin: string) =>
    `This page’s content security policy forbids it to ask the gateway. Its author must add ${origin} to connect-src.`,
  otherOrigin: (page: string) =>
    `The gateway is there, but does not let this page read its answers. Its administrator must allow the origin ${page} by CORS.`,
  noAnswer: (base: string) =>
    `No answer from ${base}. Check that you are online, and that the gateway is running. If the browser asks whether this page may reach your network, allow it.`,

  notStarted: (reason: string) => `The panel could not be started: ${reason}`,
  noWasm:
    "This page’s content security policy forbids WebAssembly. Its author must add 'wasm-unsafe-eval' to script-src.",
  tryAgain: "Try again",
};

export type ElementStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    element: ElementStrings;
  }
}

/** The table of the element that is drawn at the moment. */
export let strings = en;

/** From now on it is this one; undefined: English. Elements of a page may be in several languages, so each says it before it draws. */
export function speak(table: ElementStrings | undefined): void {
  strings = table ?? en;
}

/** A sentence that is made when it is shown, for its language may be another then. */
export class Told extends Error {
  constructor(private readonly say: () => string) {
    super();
  }

  override get message(): string {
    return this.say();
  }
}
