/** In the place of the build's js/lab/module-name.js. */
export const moduleName = "dask-gateway.js";
