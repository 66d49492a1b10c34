import type { Fault, Phase } from "./kinds.js";

/** Why a hub has given up, by its status, its words, and how far it was. */
export function faultOf(at: { phase: Phase; said: string | null; status: unknown }): Fault {
  const { phase, said, status } = at;
  const words = said ?? "";
  if (status === 429 || /rate limit|too many (users|requests)|maximum of \d+ named/i.test(words)) {
    return "full";
  }
  if (status === 401 || status === 403 || /not allowed/i.test(words)) return "banned";
  if (
    status === 404 ||
    /could not resolve ref|error resolving ref|no provider found/i.test(words)
  ) {
    return "no-repository";
  }
  if (phase === "launching") return /too long|timed? ?out/i.test(words) ? "slow-launch" : "launch";
  if (phase === "building" || phase === "fetching") return "build";
  return "hub";
}

/** What BinderHub's client says of a connection that fails, and not the hub; null if this is not that. */
export function connectionFault(said: string, hasAnswered: boolean): Fault | null {
  const status = statusIn(said);
  if (status !== null) return faultOf({ phase: "waiting", said: null, status });
  if (!/^(Error in event stream: |Event stream closed unexpectedly$)/m.test(said)) return null;
  // No JSON, or JSON that is no event.
  if (/SyntaxError|TypeError: (Cannot read properties|.* is not a function)/.test(said))
    return "garbage";
  if (hasAnswered) return "broken-off";
  // A page of another kind is read to its end, and has no events.
  return said.startsWith("Event stream closed") ? "garbage" : "unreachable";
}

/** The client tells an HTTP status in its sentence alone. */
export function statusIn(said: string): number | null {
  const found = /^(?:Failed to connect|Error connecting) to event stream.*?: (\d{3}) - /.exec(said);
  return found === null ? null : Number(found[1]);
}
