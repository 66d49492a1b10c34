import { render } from "lit/html.js";
import { showDialog } from "../clusters/stop-dialog.js";
import type { Context } from "../context.js";
import { showPopup } from "../form/combobox.js";
import type { Host, Session, UserEvent } from "../model.js";
import { crashed, panel } from "../panel.js";
import { stringsFor } from "../strings/index.js";
import { stylesheet } from "../styles/index.js";
import { focused, type Remembered, remember, restore } from "./focus.js";
import { perform } from "./host-actions.js";
import { DEFAULT_OPTIONS, type MountOptions } from "./mount-options.js";
import { takeSeat } from "./presence.js";

export interface MountHandle {
  /** Dispatches an event as if the user had done it here: this host performs what only a host can do. */
  send(event: UserEvent): void;
  /** Whether the panel can be seen (a sidebar may be closed). Hidden, it draws nothing and wants no polling. */
  setVisible(visible: boolean): void;
  /** Shows something else of the session. */
  setOptions(options: MountOptions): void;
  /** Takes the panel away and ends everything that it started. */
  dispose(): void;
}

/** Draws a session into `container`, now and after each change, until `dispose`. It starts visible. */
export function mount(
  container: HTMLElement,
  session: Session,
  host: Host,
  options: MountOptions = DEFAULT_OPTIONS,
): MountHandle {
  const strings = stringsFor(container.closest<HTMLElement>("[lang]")?.lang);
  const abort = new AbortController();
  const { signal } = abort;

  const element = document.createElement("div");
  // JupyterLab would take keys such as "a" or Enter for shortcuts of its own.
  element.dataset.lmSuppressShortcuts = "true";
  element.lang = strings.lang;
  element.dir = strings.dir;
  const root = element.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [stylesheet()];
  container.append(element);

  const seat = takeSeat(session, signal);
  const context: Context = {
    send,
    strings,
    canInsert: host.insert !== undefined,
    canOpenInside: host.open !== undefined,
    checkConnection: host.checkConnection,
    popup: null,
    show(popup) {
      context.popup = popup;
      schedule();
    },
    options,
  };

  let scheduled = false;
  let broken = false;
  /** Who had the focus before the dialog opened. */
  let opener: Remembered | null = null;

  function send(event: UserEvent): void {
    seat.touch();
    for (const action of attempt(() => session.dispatch(event)) ?? []) {
      perform(action, host, strings).catch((error: unknown) => {
        if (signal.aborted) return;
        const text =
          (error instanceof Error ? error.message : String(error)) || strings.actionFailed;
        send({ type: "report", cluster: action.cluster, level: "error", text });
      });
    }
    host.onEvent?.(event);
    // Also when the core sees no change: the page must then show the core's text again.
    schedule();
  }

  /** An exception out of the core is a fault of ours, after which nothing it says can be trusted. */
  function attempt<T>(work: () => T): T | null {
    if (broken) return null;
    try {
      return work();
    } catch (error) {
      broken = true;
      console.error(error);
      schedule();
      return null;
    }
  }

  /** Once for all changes of one task, before the browser paints. */
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      draw();
    });
  }

  function draw(): void {
    if (signal.aborted || !seat.visible) return;
    const view = attempt(() => session.view());
    const before = remember(focused());
    const wasHere = before !== null && root.contains(before.element);

    render(view === null ? crashed(strings) : panel(context, view, seat.asksHere()), root);

    showPopup(root);
    if (showDialog(root)) {
      // It may be one that the browser closed by itself: then this is not its first opening.
      opener ??= before;
    } else if (opener !== null && root.querySelector("dialog") === null) {
      restore(opener, root);
      opener = null;
    } else if (wasHere) {
      restore(before, root);
    }
    if (view !== null) host.onDraw?.(view);
  }

  /** A modal dialog that nobody can see would still block the page. */
  function closeDialog(): void {
    if (root.querySelector("dialog") !== null) send({ type: "answer-stop", stop: false });
  }

  session.subscribe(schedule, signal);
  attempt(() => seat.setVisible(true));
  draw();

  return {
    send,
    setVisible(visible) {
      if (!visible) closeDialog();
      attempt(() => seat.setVisible(visible));
      draw();
    },
    setOptions(next) {
      context.options = next;
      schedule();
    },
    dispose() {
      closeDialog();
      abort.abort();
      element.remove();
    },
  };
}
