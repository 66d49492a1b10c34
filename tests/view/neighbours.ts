/** In the place of the build's js/neighbours.js. */
export const schemaName = "dask-gateway-schema.js";
export const elementName = "dask-gateway-element.js";
