/** A notebook that tries to run a script in the page that opens it, by all doors that the widget might open. */
import fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "../ui/chromium.mjs";

/** Leaves its name in the page. */
const script = (door) => `(window.ran ??= []).push("${door}");`;
const html = (door) => `<img src="x:" onerror='${script(door)}'><script>${script(door)}</script>`;
const module = (door) => `${script(door)} export default { render() {} };`;

const model = (name, module_name, version, state) => ({
  model_name: name,
  model_module: module_name,
  model_module_version: version,
  state: {
    _model_name: name,
    _model_module: module_name,
    _model_module_version: version,
    _view_name: name.replace("Model", "View"),
    _view_module: module_name,
    _view_module_version: version,
    ...state,
  },
});

const layout = { layout: "IPY_MODEL_layout" };

const ours = {
  _esm: module("_esm of ours"),
  _module: `data:text/javascript,${script("_module")}`,
  _address: `javascript:${script("_address")}`,
  _spec: JSON.stringify([
    { field: "f", label: html("label"), default: html("default"), spec: { type: "string" } },
  ]),
  _uid: "u",
  _relay: "r",
  _own_login: false,
  _one_cluster: false,
  view: "all",
  options: JSON.stringify({ [html("name")]: html("value") }),
};

export const hostileNotebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
    widgets: {
      "application/vnd.jupyter.widget-state+json": {
        version_major: 2,
        version_minor: 0,
        state: {
          layout: model("LayoutModel", "@jupyter-widgets/base", "2.0.0", {}),
          any: model("AnyModel", "anywidget", "~0.11.*", { ...layout, _esm: module("_esm") }),
          ours: model("GatewayModel", "jupyter-dask-gateway", "^0.1.0", { ...layout, ...ours }),
        },
      },
    },
  },
  cells: ["any", "ours"].map((model_id) => ({
    cell_type: "code",
    id: model_id,
    metadata: {},
    execution_count: 1,
    source: "w",
    outputs: [
      {
        output_type: "display_data",
        metadata: {},
        data: {
          "text/plain": "w",
          "text/html": html("text/html"),
          "application/vnd.jupyter.widget-view+json": {
            version_major: 2,
            version_minor: 0,
            model_id,
          },
          "application/vnd.jupyter-dask-gateway+json": {
            model_id,
            address: ours._address,
            ownLogin: false,
            view: "all",
            options: ours.options,
            spec: ours._spec,
            cluster: null,
          },
        },
      },
    ],
  })),
};

/** Opens the notebook in a stack's JupyterLab, without a click. Resolves to the doors whose scripts have run. */
export async function ranOnOpening({ lab, token, notebooks }, notebook) {
  fs.writeFileSync(path.join(notebooks, "hostile.ipynb"), JSON.stringify(notebook));
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage();
    await page.goto(`${lab}/lab/tree/hostile.ipynb?token=${token}`);
    await page.locator(".jp-Notebook .jp-OutputArea-output").last().waitFor();
    // ipywidgets restores a notebook's models once its kernel is there.
    await page.getByText("Python 3 (ipykernel) | Idle").waitFor();
    await page.waitForTimeout(5_000);
    return [...new Set(await page.evaluate(() => window.ran ?? []))];
  } finally {
    await browser.close();
  }
}
