/** In the place of the build's js/page/asset-urls.js. */
export const schemaName = "dask-gateway-schema.js";
export const elementName = "dask-gateway-element.js";
