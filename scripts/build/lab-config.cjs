/** What jupyter-builder does otherwise for us, for JupyterLab's start fetches it: package.json names this file. */
const { SmallRuntime } = require("./lab-runtime.cjs");

module.exports = {
  // Its own has the hash twice: Jupyter's servers let browsers keep what has any "v".
  output: { chunkFilename: "[name].[contenthash:8].js?v=1" },
  plugins: [new SmallRuntime()],
};
