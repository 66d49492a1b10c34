import { Notification } from "@jupyterlab/apputils";
import type { NotebookPanel } from "@jupyterlab/notebook";
import { StoredEntries } from "../view/session/stored-entries.js";
import { strings } from "./kubernetes-offer-strings.js";
import type { Shared } from "./shared.js";

/** Where the browser keeps for which notebooks it was offered: JSON text, the oldest first. */
const STORAGE_KEY = "dask-gateway:kubernetes-offered";
const MOST = 200;
/** Nobody is to be asked amid a word. */
const PAUSE_MS = 1_000;
/** The user's setting. */
const SETTING = "kubernetesOffer";

const IMPORT = /^[ \t]*(?:from|import)[ \t]+dask_kubernetes\b/m;
/** A cell in another language. Those which say how Python is run are none. */
const OTHER_LANGUAGE = /^\s*%%(?!(?:capture|prun|time|timeit)\b)/;
/** By this line the Jupyter server knows where a cell begins. */
const CELL = "# %%\n";

const offered = new StoredEntries<true>(
  () => localStorage,
  STORAGE_KEY,
  (entry): entry is [string, true] =>
    Array.isArray(entry) && typeof entry[0] === "string" && entry[1] === true,
  MOST,
);
/** The same for this page alone, where the browser keeps nothing. */
const offeredHere = new Set<string>();

type Surroundings = Pick<Shared, "app" | "settings" | "id">;

/**
 * Offers the converter, once for each notebook and browser, when a notebook imports dask_kubernetes: as it is opened, or by what is
 * written into it. Only its text is looked at.
 */
export function watchNotebook(around: Surroundings, panel: NotebookPanel): Promise<void> {
  return watch(around, panel).catch(console.error);
}

async function watch(around: Surroundings, panel: NotebookPanel): Promise<void> {
  await panel.context.ready;
  const { model } = panel.content;
  if (model === null || panel.isDisposed) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  };
  const end = () => {
    clearTimeout(timer);
    model.contentChanged.disconnect(later);
  };
  const look = () => {
    if (offeredTo(around, panel)) return end();
    const code = codeOf(panel);
    if (!IMPORT.test(code)) return;
    end();
    offer(around, panel, code).catch(console.error);
  };
  panel.disposed.connect(end);
  model.contentChanged.connect(later);
  later();
}

async function offer(around: Surroundings, panel: NotebookPanel, code: string): Promise<void> {
  const { app, settings, id } = around;
  const wants = (await settings?.load(id))?.composite;
  if (wants?.notifications === false || wants?.[SETTING] === false) return;
  const name = nameOf(around, panel);
  offeredHere.add(name);
  offered.set(name, true);
  Notification.info(strings.offer, {
    autoClose: false,
    actions: [
      {
        label: strings.open,
        displayType: "accent",
        callback: () => {
          // What has been written since counts, too.
          const text = panel.isDisposed ? code : codeOf(panel);
          app.commands.execute("dask-gateway:from-kubernetes", { text }).catch(console.error);
        },
      },
      {
        label: strings.never,
        callback: () => {
          settings?.set(id, SETTING, false).catch(console.error);
        },
      },
    ],
  });
}

function offeredTo(around: Surroundings, panel: NotebookPanel): boolean {
  const name = nameOf(around, panel);
  return offeredHere.has(name) || offered.all().has(name);
}

/** Users of a hub may share an origin, and so what a browser keeps. */
function nameOf({ app }: Surroundings, { context }: NotebookPanel): string {
  return `${app.serviceManager.serverSettings.baseUrl} ${context.path}`;
}

/** The text of the cells with Python. */
function codeOf({ content }: NotebookPanel): string {
  const cells = content.model?.sharedModel.cells ?? [];
  return cells
    .filter((cell) => cell.cell_type === "code")
    .map((cell) => cell.getSource())
    .filter((source) => !OTHER_LANGUAGE.test(source))
    .map((source) => `${CELL}${source}\n`)
    .join("");
}
