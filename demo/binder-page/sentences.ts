import type { Fault, Phase } from "./kinds.js";

/** What the page says, in English. */
export const phases: Readonly<Record<Phase, string>> = {
  waiting: "Waiting for a place",
  fetching: "Fetching the repository",
  building: "Building the image",
  launching: "Starting JupyterLab",
  ready: "Opening it",
};

/** What happens in each, for those who wait. */
export const about: Readonly<Record<Phase, string>> = {
  waiting: "Binder has been asked.",
  fetching: "Binder fetches the repository.",
  building:
    "Binder builds the image. The first time after a change that takes 10 minutes or more; then it is kept.",
  launching: "The image is there, and JupyterLab starts. That takes a minute or two.",
  ready: "JupyterLab runs. This page goes there.",
};

export const sentences = {
  quiet:
    "Binder has said nothing for 2 minutes. Some steps of a build are silent for longer: waiting is right.",
  invalid: "Something in the form is not valid. Correct what is marked, then open it on Binder.",
  noForm: "The form is not there yet.",
  tooLong:
    "What you chose is too long for a link, so JupyterLab opens with the form as it is by default.",
  cancelled: "You are no longer waiting. An image that is being built is finished all the same.",
  title: "Binder is starting JupyterLab",
  failedTitle: "Binder has started nothing",
  cancelledTitle: "Cancelled",
  invalidTitle: "Not yet",
  theHubSays: "It says:",
  badAddress: "The server that Binder has started is at an address where this page does not go.",
};

export const faults: Readonly<Record<Fault, string>> = {
  banned:
    "This BinderHub does not let you start this repository. It may want a login: try its own page.",
  "broken-off":
    "The connection to Binder broke off. What it was building goes on: try again, and you are back where it is then.",
  build:
    "Binder could not build the image. The last lines of what it says tell why; trying again will hardly help.",
  full: "Binder has no place free, or has had too many requests from where you are. Try again in a minute or two.",
  garbage: "What answers at this address is no BinderHub. Tell the page’s author to check it.",
  hub: "Binder gave up before it began. Try again, or on its own page.",
  launch: "The image is there, but JupyterLab did not start in it. Try again.",
  "no-answer": "Binder has not answered within a minute. Try again later.",
  "no-repository":
    "Binder does not find the repository. Tell the page’s author to check its name and branch.",
  "slow-launch":
    "JupyterLab did not start in time: Binder is busy, or the image is large. Try again: the image is there already.",
  unreachable:
    "This page cannot reach Binder: you are offline, or it answers no other pages than its own (CORS). Try its own page.",
};
