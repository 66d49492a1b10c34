import { MimeData } from "@lumino/coreutils";
import { Drag } from "@lumino/dragdrop";
import type { CodeDocument, Documents } from "./documents.js";
import { codeCell } from "./documents.js";

/** How far the pointer moves before it is no click any more, in pixels. */
const THRESHOLD = 5;
/** What JupyterLab's notebooks take cells by. */
const CELLS = "application/vnd.jupyter.cells";
const TEXT = "text/plain";

/** Drags connection code from a cluster into a notebook, which makes a cell of it, or to a console's prompt. */
export class ClusterDrag {
  /** Where the pointer was seen last. */
  #at = { clientX: 0, clientY: 0 };
  #drag: Drag | null = null;

  constructor(documents: Documents) {
    // Notebooks take it by themselves.
    documents.each((document) => {
      if ("console" in document.widget) this.#takeDrops(document);
    });
  }

  /** The pointer was pressed: `begin` is called when it moves away, and has `start` called. */
  grab(pressed: PointerEvent, begin: () => void): void {
    // A finger scrolls.
    if (pressed.button !== 0 || pressed.pointerType === "touch") return;
    const watching = new AbortController();
    const { signal } = watching;
    const end = () => watching.abort();
    document.addEventListener(
      "pointermove",
      (event) => {
        // It was let go while the script was being fetched.
        if ((event.buttons & 1) === 0) return end();
        const { clientX, clientY } = event;
        if (Math.hypot(clientX - pressed.clientX, clientY - pressed.clientY) < THRESHOLD) return;
        end();
        this.#at = { clientX, clientY };
        begin();
      },
      { signal, capture: true },
    );
    for (const type of ["pointerup", "pointercancel"] as const)
      document.addEventListener(type, end, { signal, capture: true });
  }

  /** Drags this code from where the pointer is. What is shown of it is the cluster's key. */
  start(code: string, cluster: string): void {
    const mimeData = new MimeData();
    mimeData.setData(CELLS, [codeCell(code)]);
    mimeData.setData(TEXT, code);
    this.#drag = new Drag({
      mimeData,
      dragImage: imageOf(cluster),
      supportedActions: "copy",
      proposedAction: "copy",
      source: this,
    });
    const { clientX, clientY } = this.#at;
    void this.#drag.start(clientX, clientY).then(() => {
      this.#drag = null;
    });
  }

  #takeDrops({ widget: { node }, insert }: CodeDocument): void {
    for (const type of ["lm-dragenter", "lm-dragover", "lm-drop"]) {
      node.addEventListener(type, (event) => {
        const drag = event as Drag.Event;
        if (drag.source !== this) return;
        drag.preventDefault();
        drag.stopPropagation();
        if (type !== "lm-dragenter") drag.dropAction = drag.proposedAction;
        if (type === "lm-drop") insert(drag.mimeData.getData(TEXT) as string).catch(console.warn);
      });
    }
  }
}

function imageOf(cluster: string): HTMLElement {
  const image = document.createElement("div");
  image.textContent = cluster;
  image.style.cssText =
    "padding: 4px 10px; border-radius: 3px; font: 13px var(--jp-code-font-family, monospace); " +
    "background: var(--jp-brand-color1); color: #fff; opacity: 0.9; margin: 8px 0 0 8px";
  return image;
}
