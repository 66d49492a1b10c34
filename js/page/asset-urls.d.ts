/** Written by the build: names of the files beside `dask-gateway.js`, each with what changes with its content. */
export const schemaName: string;
export const elementName: string;
