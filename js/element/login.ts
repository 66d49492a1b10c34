import { directConnection } from "../page/direct-connection.js";
import type { OpenSession, View } from "../view/model.js";
import type { ElementAttributes } from "./attributes.js";
import { type LoginNotice, probe } from "./probe.js";
import type { SourceListener } from "./source.js";
import { strings } from "./strings.js";
import type { ViewToolkit } from "./types.js";

/** No complaint, as all other notices are. */
export const loggedOut = () => strings.loggedOut;

const logins = new Map<string, Login>();

/** The login at an address: one for all elements of the page, for as long as the page lives. */
export function loginAt(base: string): Login {
  const login = logins.get(base) ?? new Login(base);
  logins.set(base, login);
  return login;
}

/**
 * Who is logged in. What was typed stays in here, in memory, and is sent to this one address: a reload forgets it.
 */
export class Login {
  /** The `Authorization` header made of what was typed. */
  #typed: string | null = null;
  #user: string | null = null;
  #busy = false;
  #refused = false;
  #notice: LoginNotice | null = null;
  readonly #listeners = new Set<SourceListener>();
  readonly #sessions = new Set<OpenSession>();

  constructor(readonly base: string) {}

  addListener(listener: SourceListener): void {
    this.#listeners.add(listener);
  }

  removeListener(listener: SourceListener): void {
    this.#listeners.delete(listener);
  }

  /** Who typed the login; null: nobody, or the page brings one. */
  get user(): string | null {
    return this.#provider === undefined ? this.#user : null;
  }

  /** Requests can be sent. */
  get hasCredentials(): boolean {
    return this.#provider !== undefined || this.#typed !== null;
  }

  /** The user is to log in: for the first time, or again. */
  get isNeeded(): boolean {
    return this.#provider === undefined && (this.#typed === null || this.#refused);
  }

  get isBusy(): boolean {
    return this.#busy;
  }

  /** What there is to say in the form. */
  get notice(): LoginNotice | null {
    return this.#notice;
  }

  get #provider(): SourceListener | undefined {
    return [...this.#listeners].find(({ element }) => element.authorization !== null);
  }

  /** A session whose requests carry the login of the moment. */
  async connect(
    toolkit: ViewToolkit,
    attributes: Pick<ElementAttributes, "publicAddress" | "site">,
  ): Promise<OpenSession> {
    const request = { credentials: "omit", headers: () => this.#headers() } as const;
    const connection = directConnection(this.base, attributes, this.#kind(), request);
    const session = await toolkit.connect(connection);
    this.#sessions.add(session);
    return session;
  }

  /** How one logs in here, for the code that is copied: by what is typed, or as the page's header has it. */
  #kind(): "basic" | "jupyterhub" | undefined {
    const authorization = this.#provider?.element.authorization;
    if (!authorization) return "basic";
    try {
      const scheme = /^\w+/.exec(authorization(this.base) ?? "")?.[0].toLowerCase();
      if (scheme === "basic") return scheme;
      return scheme === "jupyterhub" || scheme === "token" ? "jupyterhub" : undefined;
    } catch {
      // The first request says so.
      return undefined;
    }
  }

  /** Throws where there is no login: nothing is sent then. */
  #headers(): Record<string, string> {
    const authorization = this.#provider?.element.authorization;
    let header = this.#typed;
    if (authorization) {
      try {
        header = authorization(this.base);
      } catch (error) {
        // It would be lost on its way through WebAssembly.
        reportError(error);
        throw error;
      }
      if (header === null) return {};
    }
    if (typeof header !== "string") {
      const error = new TypeError("authorization must return a text or null, at once");
      if (authorization) reportError(error);
      throw error;
    }
    return { Authorization: header };
  }

  /** Asks the gateway, and keeps what it accepts. True if it did. */
  async logIn(user: string, password: string): Promise<boolean> {
    if (this.#busy) return false;
    const header = basic(user, password);
    this.#set(true, null);
    const refusal =
      user === ""
        ? { say: () => strings.noUser, isWrong: false }
        : user.includes(":")
          ? { say: () => strings.colon, isWrong: false }
          : await probe(this.base, header, /^[\0-\x7f]*$/.test(user + password));
    if (refusal !== null) {
      this.#set(false, refusal);
      return false;
    }
    // Another user's clusters are not for this one to see.
    if (user !== this.#user) this.#end();
    this.#typed = header;
    this.#user = user;
    this.#setVisible(true);
    for (const session of this.#sessions) session.dispatch({ type: "refresh" });
    // A panel that was refused goes on where it was: once it has its answer, `onDraw` ends this.
    this.#set(this.#refused, null);
    return true;
  }

  /** Forgets everything. */
  logOut(): void {
    this.#end();
    this.#set(false, { say: loggedOut, isWrong: false });
  }

  /** What a panel shows tells whether the gateway still accepts the login. */
  onDraw(view: View): void {
    const refused = view.problem?.message.id === "login-needed" && this.#typed !== null;
    if (refused === this.#refused) return;
    this.#refused = refused;
    this.#busy = false;
    this.#notice = refused ? { say: () => strings.loginEnded, isWrong: false } : null;
    // Not while that panel draws.
    queueMicrotask(() => {
      this.#setVisible(!refused);
      this.#notify();
    });
  }

  /** A gateway may lock out who comes with the wrong password again and again: meanwhile nobody asks by himself. */
  #setVisible(visible: boolean): void {
    for (const session of this.#sessions) session.dispatch({ type: "visible", visible });
  }

  #end(): void {
    this.#typed = null;
    this.#user = null;
    this.#refused = false;
    // First they let go of the sessions.
    this.#notify();
    for (const session of this.#sessions) session.close();
    this.#sessions.clear();
  }

  #set(busy: boolean, notice: LoginNotice | null): void {
    this.#busy = busy;
    this.#notice = notice;
    this.#notify();
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener.update();
  }
}

/** RFC 7617, in UTF-8. dask-gateway's own SimpleAuthenticator reads ASCII only. */
function basic(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
