/** The exports of `dist/dask-gateway-insight.js`: what running clusters do, drawn into the panel's cards. */
export { buildId } from "../page/build-id.js";
export { clusterFigures } from "./cluster.js";
export { stylesheet } from "./styles.js";
