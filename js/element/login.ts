import type { OpenSession, View } from "../view/model.js";
import type { GatewayElement, Parts } from "./define.js";
import { probe, type Refusal } from "./probe.js";
import { texts } from "./texts.js";

/** An element that shows the gateway. */
export interface Follower {
  readonly element: GatewayElement;
  update(): void;
}

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
  #said: Refusal | null = null;
  readonly #followers = new Set<Follower>();
  readonly #sessions = new Set<OpenSession>();

  constructor(readonly base: string) {}

  join(follower: Follower): void {
    this.#followers.add(follower);
  }

  leave(follower: Follower): void {
    this.#followers.delete(follower);
  }

  /** Who typed the login; null: nobody, or the page brings one. */
  get user(): string | null {
    return this.#provider === undefined ? this.#user : null;
  }

  /** Requests can be sent. */
  get isOpen(): boolean {
    return this.#provider !== undefined || this.#typed !== null;
  }

  /** The user is to log in: for the first time, or again. */
  get isWanted(): boolean {
    return this.#provider === undefined && (this.#typed === null || this.#refused);
  }

  get isBusy(): boolean {
    return this.#busy;
  }

  /** What there is to say in the form. */
  get said(): Refusal | null {
    return this.#said;
  }

  get #provider(): Follower | undefined {
    return [...this.#followers].find(({ element }) => element.authorization !== null);
  }

  /** A session whose requests carry the login of the moment. */
  async connect(parts: Parts, publicAddress: string | undefined): Promise<OpenSession> {
    const session = await parts.connect({
      route: "direct",
      base: this.base,
      ...(publicAddress === undefined ? {} : { publicAddress }),
      credentials: "omit",
      headers: () => this.#headers(),
    });
    this.#sessions.add(session);
    return session;
  }

  /** Throws where there is no login: nothing is sent then. */
  #headers(): Record<string, string> {
    const give = this.#provider?.element.authorization;
    let header = this.#typed;
    if (give) {
      try {
        header = give(this.base);
      } catch (error) {
        // It would be lost on its way through WebAssembly.
        reportError(error);
        throw error;
      }
      if (header === null) return {};
    }
    if (typeof header !== "string") {
      const error = new TypeError("authorization must return a text or null, at once");
      if (give) reportError(error);
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
        ? { text: texts.noUser, wrong: false }
        : user.includes(":")
          ? { text: texts.colon, wrong: false }
          : await probe(this.base, header, /^[\0-\x7f]*$/.test(user + password));
    if (refusal !== null) {
      this.#set(false, refusal);
      return false;
    }
    // Another user's clusters are not for this one to see.
    if (user !== this.#user) this.#end();
    this.#typed = header;
    this.#user = user;
    this.#ask(true);
    for (const session of this.#sessions) session.dispatch({ type: "refresh" });
    // A panel that was refused goes on where it was: once it has its answer, `judge` ends this.
    this.#set(this.#refused, null);
    return true;
  }

  /** Forgets everything. */
  logOut(): void {
    this.#end();
    this.#set(false, { text: texts.loggedOut, wrong: false });
  }

  /** What a panel shows tells whether the gateway still accepts the login. */
  judge(view: View): void {
    const refused = view.problem?.message.id === "login-needed" && this.#typed !== null;
    if (refused === this.#refused) return;
    this.#refused = refused;
    this.#busy = false;
    this.#said = refused ? { text: texts.loginEnded, wrong: false } : null;
    // Not while that panel draws.
    queueMicrotask(() => {
      this.#ask(!refused);
      this.#tell();
    });
  }

  /** A gateway may lock out who comes with the wrong password again and again: meanwhile nobody asks by himself. */
  #ask(visible: boolean): void {
    for (const session of this.#sessions) session.dispatch({ type: "visible", visible });
  }

  #end(): void {
    this.#typed = null;
    this.#user = null;
    this.#refused = false;
    // First they let go of the sessions.
    this.#tell();
    for (const session of this.#sessions) session.close();
    this.#sessions.clear();
  }

  #set(busy: boolean, said: Refusal | null): void {
    this.#busy = busy;
    this.#said = said;
    this.#tell();
  }

  #tell(): void {
    for (const follower of [...this.#followers]) follower.update();
  }
}

/** RFC 7617, in UTF-8. dask-gateway's own SimpleAuthenticator reads ASCII only. */
function basic(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
