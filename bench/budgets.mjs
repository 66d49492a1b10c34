import { PARTS } from "../scripts/build/parts.mjs";
import { KERNELS } from "./parts/kernels.mjs";

/** The budgets: what framework/judge.mjs looks at. A ratio is taken within one run. */

const VALIDATE = [6, 100, 1_000].map((size) => ({
  name: `validate ${size.toLocaleString("en")} options, text in, text out`,
  measure: "validate",
  ours: { what: "text to text", subject: "ours", size },
  peer: { subject: "Ajv" },
  times: 1,
}));

const POLLS = [
  {
    name: "one poll of 1,000 running clusters applied",
    measure: "polls",
    ours: { what: "changed, direct", subject: "ours", size: 1_000 },
    peer: { subject: "JSON.parse" },
    times: 1.5,
  },
];

const CLICKS = KERNELS.flatMap((kernel) =>
  ["idle", "in time.sleep", "in a loop", "dead"].flatMap((state) =>
    ["panel", "widget"].map((whose) => ({
      name: `click on Scale to the request at the gateway: ${whose}, kernel ${state}, ${kernel}`,
      measure: "click",
      ours: { what: `kernel ${state}, ${kernel}`, subject: `ours: ${whose}` },
      peer: { subject: "bare fetch" },
      times: 1.3,
    })),
  ),
);

const FORMS = KERNELS.flatMap((kernel) =>
  Object.entries({ cold: 90, warm: 60 }).map(([state, most]) => ({
    name: `panel opened to form visible: ${state}, beside ${kernel}`,
    measure: "form",
    ours: { what: `${state}, ${kernel}`, subject: "ours: panel" },
    most,
    peer: { subject: "dask_gateway's widget" },
    times: 0.5,
  })),
);

const EDITS = [
  {
    name: "input event to DOM updated, 200 fields",
    measure: "edit",
    ours: { what: "200 fields, input event to nodes", subject: "ours" },
    most: 2,
  },
];

const fetched = (name, what, subject, most) => ({
  name: `fetched ${name}`,
  measure: "bytes",
  ours: { what, subject },
  most,
});
const BYTES = [
  fetched("at JupyterLab's start", "at JupyterLab's start", "ours: panel", 10_000),
  fetched("until the form is visible", "until the form is visible", "ours: panel", 120_000),
  // Those with WebAssembly have what the schema's has.
  ...PARTS.filter(({ onDemand }) => onDemand).map(({ folder, wasm }) =>
    fetched(`later: ${folder}`, `later: ${folder}`, "ours", wasm ? 85_000 : 25_000),
  ),
];

const REQUESTS = [
  {
    name: "requests of 3 tabs and 20 widgets, beside those of one tab",
    measure: "requests",
    ours: { what: "3 tabs and widgets", subject: "ours", size: 20 },
    peer: { what: "tabs", size: 1 },
    times: 1.5,
  },
  {
    name: "requests while hidden",
    measure: "requests",
    ours: { what: "3 tabs, all hidden", subject: "ours" },
    most: 0,
  },
];

export const BUDGETS = [
  ...VALIDATE,
  ...POLLS,
  ...CLICKS,
  ...FORMS,
  ...EDITS,
  ...BYTES,
  ...REQUESTS,
];
