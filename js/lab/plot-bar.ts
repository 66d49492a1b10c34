import { plainText } from "../page/plain-text.js";
import { strings } from "./dashboard-strings.js";
import { shadowOf } from "./shadow.js";

const STYLES = `
:host { display: flex; box-sizing: border-box; min-height: max(28px, var(--jp-ui-font-size1) * 2.2); padding: 2px 8px; border-bottom: var(--jp-border-width) solid var(--jp-toolbar-border-color); background: var(--jp-toolbar-background); }
div { display: flex; flex: 1 1 auto; align-items: center; gap: 8px; min-width: 0; color: var(--jp-ui-font-color1); font: var(--jp-ui-font-size1)/1.2 var(--jp-ui-font-family); }
select { flex: 0 1 auto; min-width: 0; max-width: 16em; height: max(24px, 1.9em); padding: 0 4px; color: inherit; background: var(--jp-layout-color1); border: 1px solid var(--jp-border-color1); border-radius: 2px; font: inherit; text-overflow: ellipsis; }
label { display: flex; align-items: center; gap: 4px; min-height: 24px; white-space: nowrap; }
input { margin: 0; accent-color: var(--jp-brand-color1); }
a { margin-inline-start: auto; display: flex; padding: 5px; border-radius: 2px; color: inherit; }
a:not([href]) { visibility: hidden; }
a:hover { background: var(--jp-layout-color2); }
svg { width: 14px; height: 14px; fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
:focus-visible { outline: 2px solid var(--jp-brand-color1); outline-offset: 1px; }
`;

/** A cluster that can be chosen: its key, and what it is called. */
export interface Choice {
  readonly key: string;
  readonly name: string;
}

/** Above a plot: whose it is, whether that changes by itself, and the way out of JupyterLab. */
export class PlotBar {
  readonly node = document.createElement("div");
  readonly #select = document.createElement("select");
  readonly #follow = document.createElement("input");
  readonly #link = document.createElement("a");
  #drawn = "";

  constructor(choose: (cluster: string) => void, follow: (on: boolean) => void) {
    this.#select.setAttribute("aria-label", strings().cluster);
    this.#select.addEventListener("change", () => choose(this.#select.value));
    this.#follow.type = "checkbox";
    this.#follow.addEventListener("change", () => follow(this.#follow.checked));
    const label = document.createElement("label");
    label.title = strings().followTitle;
    label.append(this.#follow, strings().follow);
    this.#link.target = "_blank";
    this.#link.rel = "noopener noreferrer";
    this.#link.title = strings().plotOutside;
    this.#link.setAttribute("aria-label", strings().plotOutside);
    const picture = this.#link.appendChild(svg("svg", "viewBox", "0 0 16 16"));
    picture.setAttribute("aria-hidden", "true");
    picture.append(svg("path", "d", "M9.5 2.5h4v4M13.5 2.5l-6 6M6.5 3.5h-4v10h10v-4"));
    const row = document.createElement("div");
    row.append(this.#select, label, this.#link);
    shadowOf(this.node, STYLES).append(row);
  }

  /** `name`: what the cluster with this key is called, which may not be there any more; "": there is none. */
  draw(choices: readonly Choice[], cluster: string, name: string, follows: boolean): void {
    this.#follow.checked = follows;
    const drawn = JSON.stringify([choices, cluster, name]);
    // An open list would close.
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const options = choices.map((choice) => option(choice.key, plainText(choice.name)));
    if (!choices.some(({ key }) => key === cluster)) {
      const words = name === "" ? strings().chooseCluster : strings().hasEnded(plainText(name));
      const other = option(cluster, words);
      other.disabled = true;
      options.unshift(other);
    }
    this.#select.replaceChildren(...options);
    this.#select.value = cluster;
  }

  link(url: string): void {
    this.#link.href = url;
  }
}

function svg(name: string, attribute: string, value: string): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name) as SVGElement;
  element.setAttribute(attribute, value);
  return element;
}

function option(value: string, words: string): HTMLOptionElement {
  const element = document.createElement("option");
  element.value = value;
  element.textContent = words;
  return element;
}
