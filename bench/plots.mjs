import { CURRENT } from "./parts/kernels.mjs";

/** The plots that are drawn into bench/plots/. Those with `over` are lines over a size, the others dots in groups. */
export const PLOTS = [
  {
    file: "click.svg",
    measure: "click",
    title: "From a click on Scale to the request at the gateway",
    shows: ({ what }) => what.endsWith(CURRENT),
    named: (what) => what.split(",")[0],
  },
  {
    file: "form.svg",
    measure: "form",
    title: "Until the form is visible",
    shows: ({ what }) => what.endsWith(CURRENT),
    named: (what) => what.split(",")[0],
  },
  {
    file: "requests.svg",
    measure: "requests",
    title: "Requests at the gateway in a minute, by tabs",
    over: "tabs",
    shows: ({ what }) => what === "tabs",
  },
  {
    file: "validate.svg",
    measure: "validate",
    title: "Options of a launch validated, text in, text out",
    over: "options of a form",
    shows: ({ what }) => what === "text to text",
  },
  {
    file: "polls.svg",
    measure: "polls",
    title: "A poll in which one cluster has changed",
    over: "running clusters",
    shows: ({ what }) => what === "changed, pass-through",
  },
];
