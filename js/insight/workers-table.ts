import type { TemplateResult } from "lit/html.js";
import { shortText } from "./short-text.js";
import type { InsightStrings } from "./strings.js";
import type { FigureTools } from "./tools.js";
import type { Described, Row } from "./workers-sort.js";

/** Rows that are drawn above and below those in view, so that a quick scroll meets no gap. */
const MORE_ROWS = 6;
/** Pixels, until the page has said what they are. */
const ROW_HEIGHT = 28;
const HEIGHT = 320;
/** Of the first row, for assistive technology: the one above it has the columns' names. */
const FIRST_INDEX = 2;
/** The most characters of a name or an address that are shown. */
const MAX_CHARS = 100;

/** One table that is in a page: it draws itself when it is scrolled, and nothing around it. */
interface Table extends Given {
  /** The address in the row that had the focus last: Tab comes back to it. */
  current: string | null;
  draw(): void;
}

interface Given {
  tools: FigureTools;
  strings: InsightStrings;
  rows: readonly Row[];
  /** Some rows say more than has room on a narrow row's third line. */
  isTall: boolean;
  /** What all names begin with. */
  prefix: string;
  openLog: OpenLog;
}

/** Shows the log of the worker with this address. */
export type OpenLog = (address: string, event: Event) => void;

const tables = new WeakMap<HTMLElement, Table>();

/** The table "Workers". Of a thousand rows those in view are drawn, and a few around them. */
export function workersTable(
  tools: FigureTools,
  strings: InsightStrings,
  { rows, prefix }: Described,
  openLog: OpenLog,
): TemplateResult {
  drawn ??= tools.elementDirective((element: HTMLElement, ...[given]: [Given]) => {
    const table = tables.get(element) ?? start(element);
    Object.assign(table, given);
    table.draw();
  });
  const isTall = rows.some(({ spilled, unseen }) => Boolean(spilled) || Boolean(unseen));
  // It takes the focus for the keys that scroll.
  return tools.html`<div
    class=${isTall ? "listing tall" : "listing"}
    role="table"
    tabindex="0"
    aria-label=${strings.workers}
    aria-rowcount=${rows.length + 1}
    ${drawn({ tools, strings, rows, isTall, prefix, openLog })}
  ></div>`;
}

let drawn: ((given: Given) => unknown) | undefined;

function start(element: HTMLElement): Table {
  let rowHeight = ROW_HEIGHT;
  let height = HEIGHT;
  const window = (): [first: number, end: number] => {
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - MORE_ROWS);
    return [first, first + Math.ceil(height / rowHeight) + 2 * MORE_ROWS];
  };
  let shown = "";
  let wasTall = false;
  // A row is higher where there is no room for columns, and with large text: only the style sheet knows.
  const measure = () => {
    const row = element.querySelector(`[aria-rowindex]:not([aria-rowindex="1"])`);
    const before = rowHeight;
    rowHeight = row?.getBoundingClientRect().height || ROW_HEIGHT;
    height = element.clientHeight || HEIGHT;
    return rowHeight !== before;
  };
  const buttonOf = (index: number) =>
    element.querySelector<HTMLElement>(`[aria-rowindex="${index + FIRST_INDEX}"] button`);
  const current = () => table.rows.findIndex(({ address }) => address === table.current);
  const table: Table = {
    current: null,
    draw() {
      if (wasTall !== table.isTall) measure();
      wasTall = table.isTall;
      const [first, end] = window();
      shown = `${first} ${end}`;
      const focused = focusIn(element);
      const at = current();
      const inView = Math.min(Math.ceil(element.scrollTop / rowHeight), table.rows.length - 1);
      const stop = at >= first && at < end ? at : inView;
      table.tools.render(content(table, first, end, rowHeight, stop), element);
      // A row that has moved, or is drawn no more, has lost it.
      if (focused !== null && focused !== element && focusIn(element) !== focused)
        (buttonOf(current()) ?? element).focus({ preventScroll: true });
    },
  } as Table;
  element.addEventListener("focusin", ({ target }) => {
    const row = (target as Element).closest("[aria-rowindex]");
    if (row === null) return;
    table.current =
      table.rows[Number(row.getAttribute("aria-rowindex")) - FIRST_INDEX]?.address ?? null;
  });
  // One row's button is in the order of Tab, which would not come to an end else; the arrows go to those of the others.
  element.addEventListener("keydown", (event) => {
    if (event.target === element) return;
    const last = table.rows.length - 1;
    const at = current();
    const ways: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, last),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    };
    const next = Object.hasOwn(ways, event.key) ? ways[event.key] : undefined;
    if (next === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    table.current = table.rows[next]?.address ?? null;
    const top = next * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + height - 2 * rowHeight)
      element.scrollTop = top - height + 2 * rowHeight;
    table.draw();
    buttonOf(next)?.focus();
  });
  element.addEventListener(
    "scroll",
    () => {
      if (window().join(" ") !== shown) table.draw();
    },
    { passive: true },
  );
  new ResizeObserver(() => {
    if (!element.isConnected) return;
    if (measure() || window().join(" ") !== shown) table.draw();
  }).observe(element);
  tables.set(element, table);
  return table;
}

/** What has the focus, if it is this element or within it. */
function focusIn(element: HTMLElement): Element | null {
  const { activeElement } = element.getRootNode() as ShadowRoot;
  return element.contains(activeElement) ? activeElement : null;
}

function content(
  { tools, strings, rows, prefix, openLog }: Given,
  first: number,
  end: number,
  rowHeight: number,
  stop: number,
): TemplateResult {
  const { html, repeat } = tools;
  const head = (name: string) => html`<span role="columnheader">${name}</span>`;
  high ??= tools.elementDirective((element: HTMLElement, ...[pixels]: [number]) => {
    // Not as an attribute: a content security policy may forbid styles in the markup.
    element.style.height = `${pixels}px`;
  });
  const shown = rows.slice(first, end);
  return html`<div role="rowgroup" class="head">
      <div role="row" aria-rowindex="1">
        ${strings.workerColumns.map(head)}
      </div>
    </div>
    <div role="rowgroup">
      <div ${high(Math.min(first, rows.length) * rowHeight)}></div>
      ${repeat(
        shown,
        ({ address }) => address,
        (row, index) =>
          tableRow(tools, strings, row, prefix, first + index, first + index === stop, openLog),
      )}
      <div ${high(Math.max(0, rows.length - first - shown.length) * rowHeight)}></div>
    </div>`;
}

let high: ((pixels: number) => unknown) | undefined;

function tableRow(
  { html, svg, nothing, formatBytes }: FigureTools,
  strings: InsightStrings,
  row: Row,
  prefix: string,
  index: number,
  isStop: boolean,
  openLog: OpenLog,
): TemplateResult {
  const { address, name, state, memory, limit, share, isNearLimit, spilled } = row;
  const number = (figure: number | null, text: (count: number) => string) =>
    figure === null ? nothing : text(figure);
  const used = memory === null ? strings.unknown : formatBytes(memory);
  const isTrouble = isNearLimit || state === "paused" || state === "silent";
  return html`<div
    role="row"
    aria-rowindex=${index + FIRST_INDEX}
    data-state=${state}
    class=${isTrouble ? "trouble" : ""}
  >
    <span role="rowheader" class="name" title=${`${text(name)}\n${text(address)}`} aria-label=${text(name)}><bdi>${text(name.length > prefix.length ? name.slice(prefix.length) : name)}</bdi></span>
    <span role="cell" class="state">${strings.workerStates[state]}</span>
    <span role="cell" class=${isNearLimit ? "memory near" : "memory"}>
      ${
        share === null
          ? nothing
          : html`<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${Math.min(1, share)} height="1"></rect>`}</svg>`
      }
      <span>${limit === null ? used : strings.amount(used, formatBytes(limit))}</span>
    </span>
    <span role="cell" class=${spilled === 0 ? "usual" : ""} data-of=${strings.spilledShort}>${number(spilled, (bytes) => (bytes === 0 ? "–" : formatBytes(bytes)))}</span>
    <span role="cell" data-of=${strings.cpuShort}>${number(row.cpu, strings.percent)}</span>
    <span role="cell" class="threads" data-of=${strings.threadsShort}>${number(row.threads, strings.count)}</span>
    <span role="cell" data-of=${strings.tasksShort}>${number(row.tasks, strings.count)}</span>
    <span role="cell" class=${row.unseen === 0 ? "usual" : ""} data-of=${strings.seenShort}>${number(row.unseen, strings.unseen)}</span>
    <span role="cell" class="log">
      <button
        type="button"
        class="plain"
        tabindex=${isStop ? 0 : -1}
        aria-label=${strings.logOf(text(name))}
        title=${strings.logOf(text(name))}
        @click=${(event: Event) => openLog(address, event)}
      >
        ${strings.log}
      </button>
    </span>
  </div>`;
}

function text(of: string): string {
  return shortText(of, MAX_CHARS);
}
