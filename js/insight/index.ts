/** The exports of `dist/dask-gateway-insight.js`: what running clusters do, drawn into the panel's cards. */
export { buildId } from "../page/build-id.js";
export { clusterFigures } from "./cluster.js";
export { logsButton } from "./logs/button.js";
export { logsPane } from "./logs/pane.js";
export { stylesheet } from "./styles.js";
