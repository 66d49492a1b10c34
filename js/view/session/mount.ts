import { nothing, render } from "lit/html.js";
import { Sight } from "../clusters/sight.js";
import type { Context } from "../context.js";
import { showConverter } from "../form/converter.js";
import { ALL_FOLDED } from "../form/folds.js";
import type { Host, HostAction, Session, UserEvent, View } from "../model.js";
import { crashed, panel } from "../panel.js";
import type { Strings } from "../strings/index.js";
import { followLanguage, languageToCome, stringsAt } from "../strings/languages.js";
import { stylesheet } from "../styles/index.js";
import { showCopyField } from "../ui/copy-field.js";
import { showDialog } from "../ui/dialog.js";
import { ignoreHeldEnter } from "../ui/held-enter.js";
import { showEnds } from "../ui/long-text.js";
import { showPopup } from "../ui/popup.js";
import { Clock } from "../ui/ticking.js";
import { restoreFocus, type SavedFocus, saveFocus } from "./focus.js";
import { performHostAction } from "./host-actions.js";
import { loadInsight, wantsInsight } from "./insight.js";
import type { MountHandle } from "./mount-handle.js";
import { DEFAULT_OPTIONS, type MountOptions } from "./mount-options.js";
import { registerMount } from "./presence.js";

export type { MountHandle } from "./mount-handle.js";

/** JupyterLab hides all of its page for a moment while its theme changes. */
export const HIDDEN_FOR_GOOD_MS = 1_000;

/** Whether the gateway is asked for something by this. */
function asks(event: UserEvent): boolean {
  if (event.type === "run-again") return event.launch;
  if (event.type === "answer-stop") return event.stop;
  return /^(launch|scale|adapt)/.test(event.type);
}

/** By these a kernel is told other options at once, where it is told any. */
const EDITS = /^(edit|check|choose)$/;

type Moment = (draw: () => void) => void;
/** Drawing takes the processor from a request on its way, the more so where a kernel takes it as well. Nobody sees so short a time. */
const afterRequest: Moment = (draw) => void setTimeout(draw, 50);
/** Browsers send what a task has for a WebSocket when that is over. */
const inNextFrame: Moment = (draw) => void requestAnimationFrame(draw);
/** When all mounts of a session draw what changes now, if not at the end of the task. */
const held = new WeakMap<Session, Moment>();

function holdDraws(session: Session, until: Moment): void {
  if (held.get(session) === afterRequest) return;
  held.set(session, until);
  until(() => {
    if (held.get(session) === until) held.delete(session);
  });
}

/** The `Mount` of mount-handle.ts. */
export function mount(
  container: HTMLElement,
  session: Session,
  host: Host,
  options: MountOptions = DEFAULT_OPTIONS,
): MountHandle {
  const toCome = languageToCome(container);
  const abort = new AbortController();
  const { signal } = abort;

  const root = makeRoot(container);

  const presence = registerMount(session, signal);
  const clock = new Clock(root);
  const sight = new Sight(() => {
    attempt(() => presence.setInView(sight.near));
    schedule();
  });
  const turns = new Map<number | string, number>();
  const context: Context = {
    send,
    readPage: (wanted) => session.readPage(wanted),
    optionSpec: () => attempt(() => session.optionSpec()),
    openConverter: (text) => void showConverter(root, context, text),
    strings: stringsAt(container),
    mountOptions: options,
    host,
    popup: null,
    folds: { ...ALL_FOLDED },
    fold(change) {
      context.folds = { ...context.folds, ...change };
      schedule();
    },
    setPopup(popup) {
      context.popup = popup;
      schedule();
    },
    sought: "",
    seek(words) {
      context.sought = words;
      schedule();
    },
    sight,
    look: null,
    insight: null,
    choosing: null,
    choose(choosing) {
      context.choosing = choosing;
      schedule();
    },
    clock,
    turnOf: (part) => turns.get(part) ?? 0,
    revealed: new Set(),
    reveal(secretId, shown) {
      const others = [...context.revealed].filter((id) => id !== secretId);
      context.revealed = new Set(shown ? [...others, secretId] : others);
      schedule();
    },
  };

  /** What was drawn last. */
  let drawn: View | null = null;
  /** The same view is to be drawn once more: something of this mount's own has changed. */
  let isDue = true;
  /** When the next draw is; null: none is to be. */
  let scheduled: Moment | null = null;
  /** The next frame in which the ends of long texts are shown. */
  let endsFrame = 0;
  /** What of the core has broken it. */
  let fault: { error: unknown } | null = null;
  /** A moment, for the language. */
  let isHeld = toCome !== null;
  /** The part with the figures has been asked for. */
  let isInsightAsked = false;
  /** Until the dialogs of a panel that is hidden close. */
  let leaving: ReturnType<typeof setTimeout> | undefined;
  /** Who had the focus before the dialog opened. */
  let opener: SavedFocus | null = null;

  function send(event: UserEvent): ReturnType<MountHandle["send"]> {
    presence.markActive();
    if (asks(event)) holdDraws(session, afterRequest);
    else if (host.tellsPython && EDITS.test(event.type)) holdDraws(session, inNextFrame);
    // It may move the focus to what it draws.
    else held.delete(session);
    const before = host.onEvent ? attempt(() => session.view()) : null;
    const later = attempt(() => session.later?.(event)) ?? null;
    if (later !== null) return later.then((actions) => follow(event, before, actions));
    return follow(event, before, attempt(() => session.dispatch(event)) ?? []);
  }

  /** Does what is left of an event that the session has taken in. */
  function follow(
    event: UserEvent,
    before: View | null,
    actions: HostAction[],
  ): ReturnType<MountHandle["send"]> {
    const done = actions.map(perform);
    if (before !== null) host.onEvent?.(event, before);
    const part = "field" in event ? event.field : "cluster" in event ? event.cluster : null;
    if (part !== null) {
      turns.set(part, context.turnOf(part) + 1);
      if (typeof part === "string") turns.set("", context.turnOf("") + 1);
    }
    // Also when the core sees no change: the page must then show the core's text again.
    schedule();
    return Promise.all(done);
  }

  /** Gives why it failed, in the sentence that is shown. Never rejects. */
  async function perform(action: HostAction): Promise<string | undefined> {
    const report = (level: "info" | "error", text: string) => {
      if (!signal.aborted) send({ type: "report", cluster: action.cluster, level, text });
    };
    try {
      const text = await performHostAction(action, host, context.strings);
      if (text) report("info", text);
      return undefined;
    } catch (error) {
      const text =
        (error instanceof Error ? error.message : String(error)) || context.strings.actionFailed;
      report("error", text);
      if (action.type === "copy" && !signal.aborted)
        showCopyField(root, action.text, context.strings);
      return text;
    }
  }

  /** An exception out of the core is a fault of ours, after which nothing it says can be trusted. */
  function attempt<T>(work: () => T): T | null {
    if (fault !== null) return null;
    try {
      return work();
    } catch (error) {
      fault = { error };
      console.error(error);
      schedule();
      return null;
    }
  }

  function schedule(): void {
    isDue = true;
    drawSoon();
  }

  /** Once for all changes of one task, before the browser paints. */
  function drawSoon(): void {
    const moment = held.get(session) ?? queueMicrotask;
    if (scheduled === moment || scheduled === queueMicrotask) return;
    scheduled = moment;
    moment(() => {
      if (scheduled !== moment) return;
      scheduled = null;
      draw();
    });
  }

  function draw(): void {
    if (signal.aborted || !presence.visible || isHeld) return;
    speak(stringsAt(container));
    const view = attempt(() => session.view());
    if (view === drawn && !isDue) return;
    const mayShowOtherForm = isDue || view?.form !== drawn?.form;
    isDue = false;
    context.look = view?.workers ?? null;
    const before = saveFocus();
    const wasHere = before !== null && root.contains(before.element);

    render(
      view === null
        ? crashed(context.strings, fault?.error)
        : panel(context, view, presence.ownsDialog()),
      root,
    );

    if (context.popup !== null) showPopup(root);
    if (mayShowOtherForm) showEndsInFrame();
    if (showDialog(root)) {
      // It may be one that the browser closed by itself: then this is not its first opening.
      opener ??= before;
    } else if (opener !== null && root.querySelector("dialog") === null) {
      restoreFocus(opener, root);
      opener = null;
    } else if (before !== null && wasHere) {
      restoreFocus(before, root);
    }
    if (view !== null) host.onDraw?.(view);
    drawn = view;
    clock.start();
    if (view !== null && wantsInsight(view, context.mountOptions)) askInsight();
  }

  /** It has the page laid out, which the next frame does in any case. */
  function showEndsInFrame(): void {
    cancelAnimationFrame(endsFrame);
    endsFrame = requestAnimationFrame(() => showEnds(root));
  }

  /** The page around it may be in another language. */
  function speak(strings: Strings): void {
    const { host: element } = root;
    const { lang, dir } = strings;
    if (element.getAttribute("lang") !== lang) Object.assign(element, { lang, dir });
    if (strings === context.strings) return;
    context.strings = strings;
    isDue = true;
  }

  /** Where it cannot be had, the figures are those in the card's own text; tried again when the panel is shown again. */
  function askInsight(): void {
    if (isInsightAsked) return;
    isInsightAsked = true;
    loadInsight().then(
      (part) => {
        if (signal.aborted) return;
        root.adoptedStyleSheets = [stylesheet(root), part.stylesheet(root)];
        context.insight = part;
        schedule();
      },
      () => {},
    );
  }

  /** Who cannot see the question whether to stop has not said yes. */
  function answerNo(): void {
    if (root.querySelector("dialog:not(.roomy)") !== null)
      send({ type: "answer-stop", stop: false });
  }

  /** A modal dialog that nobody can see would still block the page. What was typed into it is lost, but for a mapping. */
  function closeDialogs(): void {
    for (const dialog of root.querySelectorAll<HTMLDialogElement>("dialog.roomy")) dialog.close();
  }

  ignoreHeldEnter(root);
  root.addEventListener("focusout", showEndsInFrame);
  signal.addEventListener("abort", () => cancelAnimationFrame(endsFrame));
  session.subscribe(drawSoon, signal);
  host.users?.subscribe(schedule, signal);
  followLanguage(container, schedule, signal);
  attempt(() => presence.setVisible(true));
  toCome?.then(() => {
    isHeld = false;
    schedule();
  });
  draw();

  return {
    send,
    openConverter: context.openConverter,
    showCluster(key) {
      // A search could leave it out.
      context.sought = "";
      sight.add(key);
      isDue = true;
      draw();
      const card = root.querySelector<HTMLElement>(`.cluster[data-cluster="${CSS.escape(key)}"]`);
      card?.scrollIntoView({ block: "nearest" });
      card?.focus({ preventScroll: true });
    },
    setVisible(visible) {
      clearTimeout(leaving);
      if (!visible) {
        answerNo();
        draw();
        leaving = setTimeout(closeDialogs, HIDDEN_FOR_GOOD_MS);
      }
      attempt(() => presence.setVisible(visible));
      isInsightAsked = context.insight !== null;
      isDue = true;
      if (visible) clock.start();
      else clock.stop();
      draw();
    },
    setOptions(next) {
      context.mountOptions = next;
      schedule();
    },
    dispose() {
      clearTimeout(leaving);
      answerNo();
      closeDialogs();
      abort.abort();
      clock.end();
      sight.end();
      turns.clear();
      drawn = null;
      // Hosts keep more than they should of what they do not show any more: let it be next to nothing.
      render(nothing, root);
      root.replaceChildren();
      root.adoptedStyleSheets = [];
      root.host.remove();
    },
  };
}

/** An element with the panel's styles, out of reach of the page's own. */
function makeRoot(container: HTMLElement): ShadowRoot {
  const element = document.createElement("div");
  // JupyterLab would take keys such as "a" or Enter for shortcuts of its own.
  element.dataset.lmSuppressShortcuts = "true";
  const root = element.attachShadow({ mode: "open" });
  // The container may be in another document, a frame's.
  container.append(element);
  root.adoptedStyleSheets = [stylesheet(root)];
  return root;
}
