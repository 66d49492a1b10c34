import type * as CoreModule from "../view/index.js";
import type { OpenSession } from "../view/model.js";
import { NEWS_MS, takeConfig } from "./config.js";
import { passThrough, type Server } from "./connection.js";
import { labServices, type Settings } from "./lab-services.js";

type Core = Pick<typeof CoreModule, "connect">;

/** The session with the Jupyter server's gateway, by the route that the user's settings allow. */
export async function serverSession(
  core: Core | Promise<Core>,
  server: Server,
): Promise<OpenSession> {
  const config = [takeConfig(server).catch(() => undefined)];
  const begun = Date.now();
  const [{ connect }, presets, settings = {}] = await Promise.all([
    core,
    labServices.presets?.(),
    labServices.settings?.(),
  ]);
  const session = await connect({
    ...passThrough(server),
    // A widget that is made now may be drawn in an hour.
    begun: async (path) =>
      path === "config" && Date.now() - begun < NEWS_MS ? config.pop() : undefined,
  });
  // Before the gateway is known, and with it which presets these are.
  if (presets !== undefined) session.keepPresets(presets);
  const {
    connection = "auto",
    stopWithServer = false,
    seldom = false,
  }: Partial<Settings> = settings;
  // Before anything is asked: a route that the user does not want is not to be tried even once.
  session.dispatch({ type: "prefer", connection });
  session.dispatch({ type: "prefer-seldom", on: seldom });
  session.dispatch({ type: "prefer-stop-with-server", on: stopWithServer });
  return session;
}
