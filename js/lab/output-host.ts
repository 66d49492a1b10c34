import type { ConsolePanel } from "@jupyterlab/console";
import type { NotebookPanel } from "@jupyterlab/notebook";

/** What shows the outputs of one kernel: a notebook or a console. */
export interface OutputHost {
  readonly sessionContext: NotebookPanel["sessionContext"];
  readonly rendermime: NotebookPanel["content"]["rendermime"];
}

export const ofNotebook = ({ sessionContext, content }: NotebookPanel): OutputHost => ({
  sessionContext,
  rendermime: content.rendermime,
});

export const ofConsole = ({
  sessionContext,
  console: { rendermime },
}: ConsolePanel): OutputHost => ({
  sessionContext,
  rendermime,
});
