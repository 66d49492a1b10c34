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

export const BUDGETS = [...VALIDATE, ...POLLS, ...CLICKS];
