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
  session.dispatch({ type: "prefer", connection: offered.connection ?? "auto" });
  return session;
}
