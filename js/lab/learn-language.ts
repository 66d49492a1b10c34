import type { JupyterFrontEnd } from "@jupyterlab/application";
import { ITranslator } from "@jupyterlab/translation";
import { speak } from "./labels.js";

/** Learns JupyterLab's language: before any label is read. JupyterLab loads its page anew when somebody chooses another one. */
export async function learnLanguage(app: JupyterFrontEnd): Promise<void> {
  const translator = await app.resolveOptionalService(ITranslator);
  // By the name of the language pack.
  const bundle = translator?.load("jupyter_dask_gateway");
  if (bundle) speak((english) => bundle.__(english));
}
