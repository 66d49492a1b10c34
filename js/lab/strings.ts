/** What the JupyterLab plugin says, in English. What it fetches has strings of its own. */
export const strings = {
  tryAgain: "Try again",
  close: "Close",

  checkConnection: "Check the Connection to Dask Gateway",
  checkConnectionCaption:
    "See, step by step, what holds between here and the gateway, and what to do",
  doctorTab: "Dask connection",
  doctorNotLoaded: (reason: string) => `The check could not be loaded. (${reason})`,
};
