import type * as Shared from "../view/index.js";
import type { OpenSession } from "../view/model.js";
import { passThrough, type Server } from "./connection.js";
import { offered } from "./host.js";

/** The session with the Jupyter server's gateway, by the way that the user's setting allows. */
export async function serverSession(
  { connect }: Pick<typeof Shared, "connect">,
  server: Server,
): Promise<OpenSession> {
  const session = await connect(passThrough(server));
  // Before anything is asked: a way that the user does not want is not to be tried even once.
  session.dispatch({ type: "prefer", connection: (await offered.connection) ?? "auto" });
  return session;
}
