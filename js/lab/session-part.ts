/** What it takes beside the core to show something in JupyterLab: the chunk "session". */
export { serverSession } from "../jupyter/server-session.js";
export { expectWidget } from "./expect-widget.js";
export { firstCluster } from "./first-cluster.js";
export { labHost } from "./host.js";
export { serverOf } from "./lab-server.js";
export { presetStore } from "./preset-store.js";
export { followSettings } from "./settings.js";
