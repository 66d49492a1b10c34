/** Written by the build: the name of the file with the schema module, and what changes with its content. */
export const schemaName: string;
