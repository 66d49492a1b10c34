import { LabIcon } from "@jupyterlab/ui-components";

/** A gate. `jp-icon3` lets JupyterLab colour it with its theme. */
export const icon = new LabIcon({
  name: "jupyter-dask-gateway:icon",
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3 jp-icon-selectable" fill="#616161">
    <path d="M2 3.5c6 1.4 14 1.4 20 0V7H2zM4 10h16v2.5H4z"/>
    <path d="M5.5 7H9v14H5.5zM15 7h3.5v14H15zM11 7h2v3h-2z"/>
  </g>
</svg>`,
});
