/** The parameter of JupyterLab's address that carries a link with options. */
export const LINK_PARAMETER = "dask-gateway";
