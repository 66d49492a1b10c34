import type { Message } from "#session";
import { plainText } from "../../page/plain-text.js";
import type { PageText, Pane, WantedPage } from "../../view/model.js";
import type { Strings } from "../../view/strings/table.js";
import { shortText } from "../short-text.js";
import { type Log, type LogLine, MAX_LINES, readExceptions, readLog } from "./read.js";
import { keepSnapshot, snapshotOf, workersOf } from "./snapshots.js";
import { type LogStrings, logStrings } from "./strings.js";
import { css } from "./styles.js";
import { type LoggedWorker, workersIn } from "./workers.js";

/** Whose logs these are, and what reads them. */
export interface LogSource {
  /** The cluster's key. */
  cluster: string;
  /** What it is called. */
  name: string;
  read(wanted: WantedPage): Promise<PageText>;
  /** The sentence of a problem. */
  format(problem: Message): string;
  copy(text: string): Promise<void>;
}

export interface LogsView extends Pane {
  /** Shows the log of the worker with this address, or "exceptions"; without one, what is shown stays. */
  choose(page: string | undefined): void;
}

/** Milliseconds from one reading to the next: at first, and when nothing is logged. */
const LEAST_PAUSE = 3_000;
const MOST_PAUSE = 15_000;
const LINES_IN_CHUNK = 100;

/** The logs of one cluster: its scheduler's, its workers', and the tasks that failed. */
export function createLogs(source: LogSource, words: Strings): LogsView {
  const strings = logStrings(words);
  let { name } = source;
  const { element, ...controls } = draw(strings, name);
  Object.assign(element, { lang: words.lang, dir: words.dir });
  const { section, choice, filter, level, follow, state, lines } = controls;

  /** What is shown: a page by its name, or a worker's log by its address. */
  let page = "scheduler-log";
  let log: Log | null = null;
  let shown: LogLine[] = [];
  /** Entries that stand there: more than are shown, while older ones leave a log that is full. */
  let drawn = 0;
  /** As the scheduler's log told last. */
  let workers: LoggedWorker[] = [];
  let pause = LEAST_PAUSE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = 0;
  let isVisible = true;
  let isOver = false;
  let isDisposed = false;

  offerPages();
  choice.addEventListener("change", () => turnTo(choice.value));
  filter.addEventListener("input", redraw);
  level.addEventListener("change", redraw);
  follow.addEventListener("change", () => void (follow.checked ? refresh() : clearTimeout(timer)));
  controls.copy.addEventListener("click", () => {
    // Called at once: browsers allow a copy only while a click is handled.
    source.copy(asText(shown)).then(
      () => say(strings.copied),
      (error: unknown) => say(error instanceof Error ? error.message : String(error), "wrong"),
    );
  });
  controls.save.addEventListener("click", () =>
    save(asText(shown), fileName(source.cluster, page)),
  );
  void refresh();

  /** The pages there are to choose from. What is shown is one of them, also when its worker has gone. */
  function offerPages(): void {
    const others = new Map(workers.map(({ address, name }) => [address, name]));
    for (const address of [...workersOf(source.cluster), page]) {
      if (address.includes("://") && !others.has(address))
        others.set(address, shortText(address, 100));
    }
    const pages = [
      ["scheduler-log", strings.scheduler],
      ["exceptions", strings.exceptions],
      ...[...others].map(([address, name]) => [address, strings.worker(name)]),
    ] as const;
    const key = JSON.stringify(pages);
    // An open list would close.
    if (choice.dataset.pages !== key) {
      choice.dataset.pages = key;
      choice.replaceChildren(...pages.map(([value, text]) => option(value, text)));
    }
    choice.value = page;
    // Tasks that failed have none.
    level.hidden = page === "exceptions";
  }

  function turnTo(next: string): void {
    page = next;
    [log, shown, pause] = [null, [], LEAST_PAUSE];
    lines.replaceChildren();
    offerPages();
    lines.setAttribute("aria-label", choice.selectedOptions[0]?.text ?? "");
    void refresh();
  }

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    reading += 1;
    const turn = reading;
    if (log === null) say(strings.reading);
    const asked = page;
    const { text, problem } = await source.read(wanted(source.cluster, asked));
    if (isDisposed) return;
    const read = asked === "exceptions" ? readExceptions : readLog;
    const next = text === null ? null : read(text, strings.more);
    if (next !== null) {
      keepSnapshot(source.cluster, asked, next);
      if (asked === "scheduler-log") workers = workersIn(next.lines);
      offerPages();
    }
    // Another page was chosen meanwhile.
    if (turn !== reading) return;
    isOver = problem?.id === "no-scheduler";
    take(next, problem === null ? strings.notLog : source.format(problem));
    if (isVisible && follow.checked && !isOver) timer = setTimeout(goOn, pause);
  }

  /** Unless whoever showed it has gone without a word. */
  function goOn(): void {
    if (element.isConnected && !document.hidden) void refresh();
    else if (element.isConnected) timer = setTimeout(goOn, pause);
  }

  /** `problem`: what is said where there is nothing. */
  function take(next: Log | null, problem: string): void {
    if (next !== null) {
      pause = isSame(log, next) ? Math.min(pause * 1.5, MOST_PAUSE) : LEAST_PAUSE;
      const isFirst = log === null;
      show(next);
      tell(isFirst);
      return;
    }
    pause = MOST_PAUSE;
    const last = snapshotOf(source.cluster, page);
    if (last !== undefined) show(last.log);
    if (isOver) say(last === undefined ? strings.noneKept : strings.last(last.at), "ended");
    else say(last === undefined ? problem : strings.old(problem, last.at), "wrong");
  }

  function show(next: Log): void {
    const fits = filterOf(filter.value, level.hidden ? "all" : level.value);
    const wanted = next.lines.filter(fits);
    const isAtEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
    const top = lines.scrollTop;
    const isFirst = log === null;
    const kept = isFirst || drawn > 2 * MAX_LINES ? 0 : overlap(shown, wanted, page);
    if (kept === 0) {
      lines.replaceChildren();
      drawn = 0;
    }
    append(lines, wanted.slice(kept));
    drawn += wanted.length - kept;
    [log, shown] = [next, wanted];
    // Exceptions are no sequence.
    if (isFirst ? page !== "exceptions" : isAtEnd) lines.scrollTop = lines.scrollHeight;
    else lines.scrollTop = top;
  }

  function redraw(): void {
    if (log === null) return;
    lines.replaceChildren();
    shown = [];
    show(log);
    lines.scrollTop = lines.scrollHeight;
    tell(true);
  }

  /** How much is shown. `isAsked`: the user has done something; else it is one more reading. */
  function tell(isAsked: boolean): void {
    const last = snapshotOf(source.cluster, page);
    if (log === null || last === undefined) return;
    const all = log.lines.length;
    const missing = log.missing === null ? "" : ` ${strings.missing[log.missing]}`;
    if (isOver) say(strings.last(last.at), "ended");
    else if (all === 0) say(page === "exceptions" ? strings.noneFailed : strings.nothing);
    else if (shown.length === 0) say(strings.noneFound);
    else if (shown.length < all) say(strings.some(shown.length, all) + missing, "", isAsked);
    else say(strings.read(all, last.at, page === "exceptions") + missing, "", isAsked);
  }

  /** `isNews`: it is worth being announced by a screen reader. */
  function say(text: string, kind = "", isNews = true): void {
    state.setAttribute("aria-live", isNews ? "polite" : "off");
    state.className = `state ${kind}`;
    // The same once more would be announced again.
    if (state.textContent !== text) state.textContent = text;
    section.setAttribute("aria-busy", String(text === strings.reading));
  }

  return {
    get title() {
      return strings.logsOf(plainText(name));
    },
    element,
    name(clusters) {
      name = clusters.find(({ key }) => key === source.cluster)?.name ?? name;
      section.setAttribute("aria-label", this.title);
    },
    choose(next) {
      if (next === undefined || next === page) return;
      turnTo(next);
    },
    setVisible(visible) {
      if (visible === isVisible) return;
      isVisible = visible;
      clearTimeout(timer);
      if (visible && follow.checked && !isOver) void refresh();
    },
    dispose() {
      isDisposed = true;
      clearTimeout(timer);
    },
  };
}

function wanted(cluster: string, page: string): WantedPage {
  if (page === "scheduler-log" || page === "exceptions") return { cluster, page };
  return { cluster, page: "worker-log", worker: page };
}

/** Which entries hold these words, and are of this level. */
function filterOf(words: string, level: string): (line: LogLine) => boolean {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ at, level: its, text }) => {
    if (level === "errors" && its !== "ERROR") return false;
    if (level === "warnings" && its !== "ERROR" && its !== "WARNING") return false;
    if (sought.length === 0) return true;
    const all = `${at} ${its} ${text}`.toLowerCase();
    return sought.every((word) => all.includes(word));
  };
}

/** How many of the first entries of `next` stand there already; 0: it is to be drawn anew. */
function overlap(before: readonly LogLine[], next: readonly LogLine[], page: string): number {
  const last = before.at(-1);
  if (last === undefined) return 0;
  const stands = (line: LogLine, at: number) => {
    const other = next[at];
    return other !== undefined && isSameLine(line, other);
  };
  if (before.every(stands)) return before.length;
  // Tasks come in no order of time: a new one may stand before those that are known.
  if (page === "exceptions") return 0;
  // Older ones leave a log that is full: those may stay.
  for (let i = next.length - 1; i >= 0; i--) {
    const one = next[i];
    if (one === undefined || !isSameLine(one, last)) continue;
    const isSuffix = [1, 2, 3].every((back) => {
      const [a, b] = [before.at(-1 - back), next[i - back]];
      return a === undefined || b === undefined || isSameLine(a, b);
    });
    if (isSuffix) return i + 1;
  }
  return 0;
}

function isSameLine(a: LogLine, b: LogLine): boolean {
  return a.at === b.at && a.text === b.text;
}

function isSame(before: Log | null, next: Log): boolean {
  const [a, b] = [before?.lines.at(-1), next.lines.at(-1)];
  return before?.lines.length === next.lines.length && (!a || !b || isSameLine(a, b));
}

/** Adds entries, as text. */
function append(list: HTMLElement, entries: readonly LogLine[]): void {
  for (let start = 0; start < entries.length; start += LINES_IN_CHUNK) {
    const chunk = make("div", "chunk");
    for (const { time, at, level, text } of entries.slice(start, start + LINES_IN_CHUNK)) {
      const line = make("div", time === "" ? "line bare" : "line");
      line.dataset.level = level;
      const span = make("span");
      span.textContent = text;
      if (time !== "") {
        const stamp = make("time");
        stamp.textContent = time;
        stamp.title = `${at} ${level}`;
        line.append(stamp);
      }
      const words = make("div");
      // Not by its colour alone.
      if (time !== "" && (level === "WARNING" || level === "ERROR")) {
        const word = make("b");
        word.textContent = `${level} `;
        words.append(word);
      }
      words.append(span);
      line.append(words);
      chunk.append(line);
    }
    list.append(chunk);
  }
}

function asText(entries: readonly LogLine[]): string {
  const lines = entries.map(({ at, level, text }) =>
    at === "" ? `${text}\n` : `${at} ${level} ${text}`,
  );
  return `${lines.join("\n")}\n`;
}

/** "dask-0a1b2c3d-scheduler-log.txt" */
function fileName(cluster: string, page: string): string {
  return `dask-${cluster}-${page.slice(0, 100).replace(/[^\w.-]+/g, "-")}.txt`;
}

function save(text: string, name: string): void {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function draw(strings: LogStrings, name: string) {
  const element = make("div");
  // JupyterLab would take keys such as "a" or Enter for shortcuts of its own.
  element.dataset.lmSuppressShortcuts = "true";
  const root = element.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const section = make("section");
  section.setAttribute("aria-label", strings.logsOf(plainText(name)));
  const choice = make("select", "page");
  choice.setAttribute("aria-label", strings.source);
  const filter = make("input");
  filter.type = "search";
  filter.placeholder = strings.filter;
  filter.setAttribute("aria-label", strings.filter);
  const level = make("select");
  level.setAttribute("aria-label", strings.level);
  for (const [value, text] of Object.entries(strings.levels)) level.append(option(value, text));
  const follow = make("input");
  follow.type = "checkbox";
  follow.checked = true;
  const followLabel = make("label", "follow");
  followLabel.title = strings.followTitle;
  followLabel.append(follow, strings.follow);
  const copy = button(strings.copy);
  const save = button(strings.save);
  save.title = strings.saveTitle;
  const end = make("div", "end");
  end.append(copy, save);
  const bar = make("div", "bar");
  bar.append(choice, filter, level, followLabel, end);
  const state = make("p", "state");
  state.setAttribute("role", "status");
  const lines = make("div", "lines");
  lines.setAttribute("role", "region");
  lines.setAttribute("aria-label", strings.scheduler);
  lines.tabIndex = 0;
  // In any language.
  lines.dir = "ltr";
  section.append(bar, state, lines);
  root.append(section);
  return { element, section, choice, filter, level, follow, copy, save, state, lines };
}

function option(value: string, text: string): HTMLOptionElement {
  const made = make("option");
  made.value = value;
  made.textContent = text;
  return made;
}

function button(text: string): HTMLButtonElement {
  const made = make("button");
  made.type = "button";
  made.textContent = text;
  return made;
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = "",
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  return made;
}
