/** English, as the page around it is: jupyter_dask_gateway/hub/pages.py. */
export const strings = {
  server: {
    running: "Your server is running.",
    starting: "Your server is starting.",
    stopped: "Your server is not running. Clusters run without it: stop what you do not need.",
    unknown: "Clusters run without your server, too: stop what you do not need.",
  },
  start: {
    running: "Open my server",
    starting: "Open my server",
    stopped: "Start my server",
    unknown: "Start or open my server",
  },
  wouldTake: "JupyterLab opens; options that you choose here come along.",
  takesAlong: "JupyterLab opens with these options filled in.",
  leavesBehind:
    "JupyterLab opens without these options: correct the marked field, or there are too many.",
} as const;
