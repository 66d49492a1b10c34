/** The command that checks the connection. */
export const DOCTOR = "dask-gateway:doctor";
