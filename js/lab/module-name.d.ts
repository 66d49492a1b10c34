/** The hashed name of the shared module in this extension's static folder: written by scripts/build/lab.mjs. */
export const moduleName: string;
