/** Written by scripts/build/modules.mjs: the file of each part, with what changes with its content, beside `dask-gateway.js`. */
export const partUrls: {
  readonly [part in
    | "choosing"
    | "doctor"
    | "element"
    | "insight"
    | "kubernetes"
    | "rest"
    | "schema"
    | "validation"
    | "zh"]: string;
};
