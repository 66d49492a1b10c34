import { Widget } from "@lumino/widgets";
import { type ClusterLine, lineOf } from "./cluster-summary.js";
import { strings } from "./clusters-strings.js";
import { shadowOf } from "./shadow.js";
import type { Started } from "./started.js";

const STYLES = `
:host { box-sizing: border-box; min-width: 220px; max-width: calc(100vw - 16px); overflow: auto; padding: 6px 0; background: var(--jp-layout-color1); color: var(--jp-ui-font-color1); font: var(--jp-ui-font-size1) var(--jp-ui-font-family); }
h2 { margin: 0; padding: 2px 12px 6px; font-size: var(--jp-ui-font-size0); font-weight: 600; color: var(--jp-ui-font-color2); }
p { max-width: 44ch; margin: 0; padding: 0 12px 6px; color: var(--jp-error-color1); }
p:empty { display: none; }
ul { display: grid; grid-template-columns: auto minmax(min(5em, 20vw), 1fr) auto auto; margin: 0; padding: 0; list-style: none; }
li { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; }
button { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: center; column-gap: 8px; padding: 5px 12px; border: 0; background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
button:hover { background: var(--jp-layout-color2); }
button:focus-visible { outline: 2px solid var(--jp-brand-color1); outline-offset: -2px; }
/* Of a border: where the system chooses all colours, a ground is not drawn. */
.dot { width: 8px; height: 8px; border: 4px solid var(--jp-ui-font-color3); border-radius: 50%; box-sizing: border-box; }
[data-status="RUNNING"] .dot { border-color: var(--jp-success-color1); }
[data-status="FAILED"] .dot { border-color: var(--jp-error-color1); }
[data-status="PENDING"] .dot, [data-status="STOPPING"] .dot { border: 2px solid var(--jp-brand-color1); }
.name { overflow: hidden; max-width: 32ch; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
.key { font-family: var(--jp-code-font-family); }
.state { color: var(--jp-ui-font-color2); }
.figures { text-align: end; color: var(--jp-ui-font-color2); }
@media (max-width: 480px) {
  ul { grid-template-columns: auto minmax(0, 1fr) auto; }
  .figures { grid-column: 2 / -1; text-align: start; }
  .figures:empty { display: none; }
}
`;

interface Row {
  readonly item: HTMLLIElement;
  shown: ClusterLine;
}

/** The list that the status bar's item opens: one line for each cluster, which opens the panel there. */
export class StatusPopup extends Widget {
  readonly #root = shadowOf(this.node, STYLES);
  readonly #problem = document.createElement("p");
  readonly #list = document.createElement("ul");
  readonly #rows = new Map<string, Row>();
  readonly #end = new AbortController();

  constructor(
    private readonly started: Started,
    private readonly choose: (cluster: string) => void,
    private readonly leave: () => void,
  ) {
    super();
    this.node.setAttribute("role", "dialog");
    this.node.setAttribute("aria-label", strings().title);
    this.#problem.setAttribute("role", "status");
    this.#problem.dir = "auto";
    this.#list.setAttribute("role", "list");
    const heading = document.createElement("h2");
    heading.textContent = strings().title;
    this.#root.append(heading, this.#problem, this.#list);
    this.node.addEventListener("keydown", (event) => this.#onKey(event));
    started.session.subscribe(() => this.#draw(), this.#end.signal);
    this.#draw();
  }

  get hasFocus(): boolean {
    return this.#root.activeElement !== null;
  }

  focus(): void {
    this.#root.querySelector("button")?.focus();
  }

  override dispose(): void {
    this.#end.abort();
    super.dispose();
  }

  #draw(): void {
    const { core, session } = this.started;
    const view = session.view();
    const message = view.problem?.level === "error" ? view.problem.message : null;
    const said = message === null ? "" : core.formatMessage(core.pageStrings(), message);
    if (this.#problem.textContent !== said) this.#problem.textContent = said;
    const lines = (view.clusters ?? [])
      .filter(({ status }) => status !== "STOPPED")
      .map((cluster) => lineOf(cluster, core));
    const items = lines.map((line) => this.#item(line));
    const before = [...this.#list.children];
    if (items.length === before.length && items.every((item, at) => item === before[at])) return;
    const focused = this.#root.activeElement as HTMLElement | null;
    this.#list.replaceChildren(...items);
    const keys = new Set(lines.map(({ key }) => key));
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
    if (focused?.isConnected) focused.focus();
    else if (focused !== null) this.focus();
  }

  /** The line's element, which stays the same while the cluster is there. */
  #item(line: ClusterLine): HTMLLIElement {
    const known = this.#rows.get(line.key);
    if (known !== undefined && JSON.stringify(known.shown) === JSON.stringify(line))
      return known.item;
    const item = known?.item ?? document.createElement("li");
    const button = item.querySelector("button") ?? item.appendChild(this.#button(line.key));
    const { key, name, state, figures, status } = line;
    button.dataset.status = status;
    const sum = figures.join(" · ");
    // What is read aloud has the words that are seen.
    button.setAttribute("aria-label", [name, state, sum].filter(Boolean).join(", "));
    if (name !== key) button.title = key;
    const part = (className: string, text: string) => {
      const element = document.createElement("span");
      element.className = className;
      element.dir = "auto";
      element.textContent = text;
      return element;
    };
    button.replaceChildren(
      part("dot", ""),
      part(name === key ? "name key" : "name", name),
      " ",
      part("state", state),
      " ",
      part("figures", sum),
    );
    this.#rows.set(key, { item, shown: line });
    return item;
  }

  #button(cluster: string): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => this.choose(cluster));
    return button;
  }

  /**
   * The arrow keys go from line to line. Escape is JupyterLab's, which closes the popup. Tab goes on from the status bar's item: the popup
   * stands at the page's end, behind which there is nothing.
   */
  #onKey(event: KeyboardEvent): void {
    if (event.key === "Tab") this.leave();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...this.#root.querySelectorAll("button")];
    const at = buttons.indexOf(this.#root.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  }
}
