/** JupyterLab's own and never bundled. Where there is no Running panel, as in Notebook's notebooks, it may be missing. */
declare module "@jupyterlab/running" {
  import type { Token } from "@lumino/coreutils";

  /** `manager`: a `RunningManager` of running-types.ts. */
  const IRunningSessionManagers: Token<{ add(manager: object): unknown }>;
}
