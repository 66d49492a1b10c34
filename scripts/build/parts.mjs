/** What browsers fetch. To add a part: a row here, its folder below js/, and its name in js/page/asset-urls.d.ts. */

/**
 * Our ES modules. Each is `js/<folder>/index.ts` with all it imports, in `dist/` and beside the extension's own files; by
 * its URL it is one instance, whoever imports it. Those `onDemand` are fetched at first use, by the
 * name that js/page/asset-urls.js has for them. `wasm` (what it has inside, below build/wasm/), `fetched` and `budget`, in gzipped bytes, are
 * for the table of sizes.
 */
export const PARTS = [
  {
    folder: "view",
    file: "dask-gateway.js",
    wasm: "session/session_first",
    fetched: "when a panel opens, or a widget, or by a web page",
  },
  {
    folder: "rest",
    file: "dask-gateway-rest.js",
    onDemand: true,
    wasm: "session/session_rest",
    fetched: "when a form is in sight",
    budget: 85_000,
  },
  {
    folder: "schema",
    file: "dask-gateway-schema.js",
    onDemand: true,
    wasm: "schema/schema_bg",
    fetched: "when somebody writes a mapping as text, or pastes variables",
    budget: 60_000,
  },
  {
    folder: "validation",
    file: "dask-gateway-validation.js",
    onDemand: true,
    wasm: "validation/validation_bg",
    fetched: "by scripts of web pages that validate options themselves",
    budget: 45_000,
  },
  {
    folder: "element",
    file: "dask-gateway-element.js",
    onDemand: true,
    fetched: "besides, by web pages",
    budget: 9_800,
  },
  {
    folder: "doctor",
    file: "dask-gateway-doctor.js",
    onDemand: true,
    fetched: "when the connection is checked",
    budget: 25_000,
  },
  {
    folder: "insight",
    file: "dask-gateway-insight.js",
    onDemand: true,
    fetched: "when a running cluster is drawn, after the form",
    budget: 25_000,
  },
  {
    folder: "choosing",
    file: "dask-gateway-choosing.js",
    onDemand: true,
    fetched: "when presets are saved or kept in order, or a link asks about mappings",
    budget: 6_000,
  },
  {
    folder: "kubernetes",
    file: "dask-gateway-kubernetes.js",
    onDemand: true,
    wasm: "conversion/conversion_part",
    fetched: "when somebody comes from dask-kubernetes",
    budget: 78_000,
  },
  {
    folder: "zh",
    file: "dask-gateway-zh.js",
    onDemand: true,
    fetched: "where a page or an element is in Chinese, beside the panel",
    budget: 25_000,
  },
  {
    folder: "hub",
    file: "dask-gateway-hub.js",
    fetched: "by the page on a JupyterHub",
    budget: 2_000,
  },
  {
    folder: "anywidget",
    file: "anywidget.js",
    fetched: "sent with widgets that use anywidget",
    budget: 8_750,
  },
];

/** The notebook widget for hosts of ipywidgets that fetch it from a CDN, out of the npm package: `dist/` is that. */
export const AMD = {
  folder: "cdn",
  file: "index.js",
  fetched: "from a CDN, for widgets outside of Jupyter",
  budget: 9_500,
};

/** Those that any web page may need; others ask a Jupyter server, a kernel or a hub. */
const PAGES = [
  "view",
  "rest",
  "element",
  "schema",
  "validation",
  "insight",
  "choosing",
  "kubernetes",
  "zh",
];
export const OF_PAGES = PARTS.filter(({ folder }) => PAGES.includes(folder));

/** The first of them with the parts of pages inside, for web pages alone: npm's package of the element has it. */
export const SINGLE_FILE = {
  folder: "single-file",
  file: "dask-gateway.mjs",
  fetched: "alone, by web pages, their bundlers and hosts that copy one file",
  budget: 401_000,
};

/** The module that everything else is fetched for. */
export const MAIN = PARTS[0];

/** What jupyter-builder makes of js/lab besides its entry: chunks, by the names that the sources give them. */
export const CHUNKS = [
  { name: "session", fetched: "with the panel, a widget or a notebook's output", budget: 3_900 },
  { name: "output", fetched: "for widgets' outputs", budget: 25_000 },
  { name: "widget", fetched: "for widgets that a kernel knows", budget: 9_500 },
  { name: "commands", fetched: "when a command is executed", budget: 6_500 },
  { name: "told", fetched: "when a launch, scale, adapt or stop is asked for", budget: 3_500 },
  { name: "status", fetched: "when there is a cluster", budget: 4_500 },
  {
    name: "running",
    fetched: "when there is a cluster, or the Running panel is opened",
    budget: 1_500,
  },
  {
    name: "connect",
    fetched: "when a cluster's code is put or dragged into a notebook or console",
    budget: 4_500,
  },
  {
    name: "choosing",
    fetched: "when there is a cluster, and where a link opens JupyterLab",
    budget: 1_100,
  },
  { name: "offer", fetched: "when a notebook is opened", budget: 2_500 },
  { name: "dashboard", fetched: "when a dashboard or a plot opens in JupyterLab", budget: 6_500 },
  {
    name: "hidden",
    fetched: "where a site hides the panel from who has no gateway",
    budget: 2_100,
  },
  { name: "lite", fetched: "in JupyterLite", budget: 4_000 },
  { name: "logs", fetched: "when logs are read in JupyterLab", budget: 2_500 },
  { name: "extensions", fetched: "when another extension wants the clusters", budget: 3_500 },
  { name: "doctor", fetched: "with the part, for its tab in JupyterLab", budget: 2_500 },
];

/** Of what JupyterLab fetches at its start, and of that and `dask-gateway.js` together. */
export const BUDGETS = { entry: 10_100, panel: 172_500 };

/** JupyterLab's extension, as the build makes it. */
export const LAB = "jupyter_dask_gateway/labextension";
