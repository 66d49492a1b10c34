import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ISessionContext } from "@jupyterlab/apputils";
import type { ConsolePanel, IConsoleTracker } from "@jupyterlab/console";
import { type INotebookTracker, NotebookActions, type NotebookPanel } from "@jupyterlab/notebook";
import type { Widget } from "@lumino/widgets";
import { plainText } from "../page/plain-text.js";
import { strings } from "./connect-strings.js";

/** A notebook or a console. */
export interface CodeDocument {
  readonly widget: Widget;
  readonly sessionContext: ISessionContext;
  /** Puts code where the user would write it next. */
  insert(code: string): Promise<void>;
  /** Runs code there; until it has run, or is known not to. */
  run(code: string): Promise<void>;
}

/** The notebooks and consoles of the application, as far as it has them. */
export class Documents {
  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly notebooks: INotebookTracker | null,
    private readonly consoles: IConsoleTracker | null,
  ) {}

  /** Calls `take` for each that is open, and for each that will be. */
  each(take: (document: CodeDocument) => void): void {
    const takeNotebook = (panel: NotebookPanel) => take(this.#notebook(panel));
    const takeConsole = (panel: ConsolePanel) => take(this.#console(panel));
    this.notebooks?.forEach(takeNotebook);
    this.notebooks?.widgetAdded.connect((_, panel) => takeNotebook(panel));
    this.consoles?.forEach(takeConsole);
    this.consoles?.widgetAdded.connect((_, panel) => takeConsole(panel));
  }

  /** The one that the user works in: the focused one, else one that can be seen, else the last. Rejects when there is none. */
  get active(): CodeDocument {
    const notebook = this.notebooks?.currentWidget ?? null;
    const console = this.consoles?.currentWidget ?? null;
    const current = this.app.shell.currentWidget;
    const isConsole =
      notebook === null ||
      (console !== null &&
        current !== notebook &&
        (current === console || (console.isVisible && !notebook.isVisible)));
    if (!isConsole) return this.#notebook(notebook);
    if (console === null) throw new Error(strings().nothingOpen);
    return this.#console(console);
  }

  show(widget: Widget): void {
    this.app.shell.activateById(widget.id);
  }

  #notebook(panel: NotebookPanel): CodeDocument {
    const { sessionContext } = panel;
    const insert = async (code: string) => {
      await panel.context.ready;
      insertCell(panel, code);
      this.#reveal(panel);
    };
    return {
      widget: panel,
      sessionContext,
      insert,
      run: async (code) => {
        await insert(code);
        // That one alone: whatever was selected is not any more.
        await NotebookActions.run(panel.content, sessionContext);
      },
    };
  }

  #console(panel: ConsolePanel): CodeDocument {
    const { console, sessionContext } = panel;
    return {
      widget: panel,
      sessionContext,
      insert: async (code) => {
        const prompt = console.promptCell?.model.sharedModel;
        if (prompt === undefined) throw new Error(strings().loading(nameOf(panel)));
        const written = prompt.getSource();
        if (!`\n${written}`.endsWith(`\n${code}`))
          prompt.setSource(written.trim() === "" ? code : `${written}\n${code}`);
        if (!panel.isVisible) this.show(panel);
      },
      run: async (code) => {
        if (!panel.isVisible) this.show(panel);
        await console.inject(code);
      },
    };
  }

  /** The user should see where the code went. */
  #reveal(panel: NotebookPanel): void {
    if (!panel.isVisible) this.show(panel);
    // JupyterLab rejects this when something else is scrolled to meanwhile, and forgets it when the notebook is closed: the code is there
    // all the same.
    panel.content.scrollToItem(panel.content.activeCellIndex, "smart").catch(console.debug);
  }
}

/** What the user knows it as. */
export function nameOf(widget: Widget): string {
  return plainText(widget.title.label);
}

/**
 * Puts code below the active cell, or into that cell when it is empty and may be edited, and makes that the active one. Where that cell
 * has this code already, the button was pressed twice.
 */
function insertCell(panel: NotebookPanel, code: string): void {
  const { content: notebook } = panel;
  const model = notebook.model;
  if (!model) throw new Error(strings().loading(nameOf(panel)));

  const active = notebook.activeCell;
  const written =
    active?.model.type === "code" ? active.model.sharedModel.getSource().trim() : null;
  if (written === "" && !active?.readOnly) {
    active?.model.sharedModel.setSource(code);
  } else if (written !== code) {
    const index = active ? notebook.activeCellIndex + 1 : 0;
    model.sharedModel.insertCell(index, codeCell(code));
    notebook.activeCellIndex = index;
  }
  notebook.deselectAll();
}

/** Trusted, as a cell is that the user makes with a key. */
export function codeCell(source: string) {
  return { cell_type: "code" as const, source, metadata: { trusted: true } };
}
