/** In the place of @jupyterlab/running. */
export const IRunningSessionManagers = "running";
