import type { Connection, Tabs, TabsChange } from "#session";
import { buildId } from "../../page/build-id.js";

/** What the core is told: see src/core/tabs/mod.rs. */
export interface TabsListener {
  join(tabs: Tabs): void;
  onTabs(change: TabsChange): void;
  hear(message: Uint8Array): void;
}

/** A login is hard to guess from what it makes of the name: other scripts of the origin can list the names of locks. */
const ITERATIONS = 600_000;

/**
 * Lets the tabs of this browser poll for each other that show the same gateway to the same user, until the signal aborts. A
 * page without locks (http from another host), a relay, and a login that cannot be told leave this tab alone.
 */
export async function joinTabs(
  connection: Connection,
  listener: TabsListener,
  signal: AbortSignal,
): Promise<void> {
  if (connection.route === "relay" || !hasLocks()) return;
  while (!signal.aborted) {
    const user = userOf(connection);
    if (user === null) return;
    const name = await nameOf(connection.base, user);
    if (signal.aborted) return;
    // The page may log in as somebody else, whose clusters are not for the tabs of the first to see.
    const isSame = () => userOf(connection) === user;
    if (!(await share(name, isSame, listener, signal))) return;
  }
}

function hasLocks(): boolean {
  return (
    typeof navigator === "object" &&
    "locks" in navigator &&
    typeof BroadcastChannel === "function" &&
    typeof crypto?.subtle === "object"
  );
}

/** What tells users apart; null if nothing does. A Jupyter server's address is its user's. */
function userOf(connection: Connection): string | null {
  if (connection.route !== "direct") return "";
  try {
    return connection.headers().Authorization ?? "";
  } catch {
    return null;
  }
}

/** The same in all tabs of this build that show this gateway to this user; it tells neither. */
async function nameOf(base: string, user: string): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey("raw", bytes(user), "PBKDF2", false, ["deriveBits"]);
  const iterations = user === "" ? 1 : ITERATIONS;
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt: bytes(base), iterations };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 128));
  return `dask-gateway ${buildId} ${[...bits].map((byte) => byte.toString(16)).join("-")}`;
}

/** Resolves when the tab has left: to true when `isSame` is true no more, and another name is to be shared. */
function share(
  name: string,
  isSame: () => boolean,
  listener: TabsListener,
  signal: AbortSignal,
): Promise<boolean> {
  const channel = new BroadcastChannel(name);
  /** Ends the wait for the lock, or gives it back. */
  let release = () => {};

  /** Set below. */
  let leave = (_again: boolean) => {};

  function request(steal: boolean): void {
    release();
    const abort = new AbortController();
    let end = () => {};
    release = () => {
      release = () => {};
      abort.abort();
      end();
    };
    const hold = () => {
      // It was given back before it came.
      if (abort.signal.aborted) return;
      const held = new Promise<void>((resolve) => {
        end = resolve;
      });
      listener.onTabs("granted");
      return held;
    };
    navigator.locks
      .request(name, steal ? { steal } : { signal: abort.signal }, hold)
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        if (error instanceof DOMException && error.name === "AbortError") {
          listener.onTabs("lost");
        } else {
          // A frame of no origin has no locks.
          leave(false);
          listener.onTabs("left");
        }
      });
  }

  return new Promise((resolve) => {
    leave = (again) => {
      release();
      channel.close();
      resolve(again);
    };
    /** False, once the user has changed: nothing more is told or heard. */
    const isShared = () => {
      if (isSame()) return true;
      leave(true);
      listener.onTabs("left");
      return false;
    };
    channel.onmessage = ({ data }) => {
      if (data instanceof Uint8Array && isShared()) listener.hear(data);
    };
    signal.addEventListener("abort", () => leave(false));
    listener.join({
      lock: () => request(false),
      unlock: () => release(),
      steal: () => request(true),
      post: (message) => {
        // Not while the core is at work: what it is told then would come back in.
        queueMicrotask(() => {
          if (!signal.aborted && isShared()) channel.postMessage(message);
        });
      },
    });
  });
}
