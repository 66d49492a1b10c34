/** What is left of English in a text that is to be Chinese. */

/** Words of the field, of formats and of programs, which Chinese texts write as they are. */
const ALLOWED =
  /\b(?:API|frame-src|user|JupyterHub|jupyter-dask-gateway|Dask|Gateway|Jupyter|JupyterLab|Python|Hub|HTTP|JSON|KB|MB|TiB|GiB|MiB|KiB|USD|CPU|GPU|CORS|WebAssembly|Kubernetes|Pod|Helm|chart|values|KubeCluster|DaskCluster|Mac|Ctrl|Client|GatewayWidget|distributed|direct|insert|litePluginSettings|password|proxy|YAML|B|C|a|z|v|X|Frame|Options|frame-ancestors|frame|ancestors|https?|null|auto|seldom|true|view|spec|all|options|clusters|connect-src|script-src|script|address|wasm-unsafe-eval|jupyter_dask_gateway|cluster_start_timeout|new_cluster|get_client|connect|dask-kubernetes|dask_config\.yaml|gateway\.public-address|task stream|application\/json|workers|jupyter dask-gateway migrate NOTEBOOK\.ipynb|dask)\b/g;

/** Lines of a configuration, commands, and names with a sign inside: "c.A.b", "access:services!service=dask-gateway". */
const CODE = /^c\..*$|`[^`]*`|\b[\w-]+(?:[.:!=]+[\w-]+)+/gm;

/** What of a sentence is still in English, but for what it was given. */
export function englishIn(sentence: string, given: readonly string[]): string[] {
  const longestFirst = [...given].sort((one, other) => other.length - one.length);
  const own = longestFirst.reduce((text, each) => text.replaceAll(each, "0"), sentence);
  return (
    own
      .replace(/https:\/\/[!-~]+/g, "")
      .replace(ALLOWED, "")
      .replace(CODE, "")
      .match(/[A-Za-z]{2,}/g) ?? []
  );
}
