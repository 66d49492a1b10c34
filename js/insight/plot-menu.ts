import { plotName, plotsIn, USUAL_PLOTS } from "../page/plots.js";
import type { Context, InsightTools } from "../view/context.js";
import type { InsightStrings } from "./strings.js";

/** Between the button and its menu, and around that. */
const GAP_PX = 4;

let close: (() => void) | undefined;

/**
 * Opens the menu of a cluster's plots below its button, or closes it. The usual plots are there at once; those that its scheduler
 * lists come when that has answered. It is no part of the card, which may be drawn anew meanwhile.
 */
export function togglePlotMenu(
  button: HTMLElement,
  { formatMessage }: Pick<InsightTools, "formatMessage">,
  strings: InsightStrings,
  { send, host, readPage, strings: words }: Context,
  cluster: string,
): void {
  const wasOpen = button.getAttribute("aria-expanded") === "true";
  close?.();
  const root = button.getRootNode();
  if (wasOpen || !(root instanceof ShadowRoot)) return;

  const menu = document.createElement("div");
  menu.className = "plot-menu";
  menu.setAttribute("role", "dialog");
  menu.setAttribute("aria-label", strings.plots);
  menu.popover = "manual";
  const search = menu.appendChild(document.createElement("input"));
  search.type = "search";
  search.placeholder = strings.searchPlots;
  search.setAttribute("aria-label", strings.searchPlots);
  const list = menu.appendChild(document.createElement("ul"));
  const note = menu.appendChild(document.createElement("p"));
  note.setAttribute("role", "status");
  let problem = "";

  // What scrolls the card may be anything around it.
  const follow = () => place(menu, button);
  const end = () => {
    // Chromium tells of the focus that is lost by the removal below.
    if (close !== end) return;
    close = undefined;
    button.setAttribute("aria-expanded", "false");
    const hadFocus = menu.contains(root.activeElement);
    menu.remove();
    window.removeEventListener("scroll", follow, true);
    window.removeEventListener("resize", follow);
    if (hadFocus) button.focus();
  };
  const shown = () => [...list.querySelectorAll<HTMLElement>("li:not([hidden]) button")];
  const filter = () => {
    const sought = search.value.toLowerCase().split(/\s+/);
    for (const item of list.children as Iterable<HTMLElement> & HTMLCollection) {
      // By its English name, too, which commands and Dask's documentation call it by.
      const name = `${item.textContent} ${item.dataset["name"]}`.toLowerCase();
      item.hidden = !sought.every((word) => name.includes(word));
    }
    note.textContent = shown().length === 0 ? strings.noSuchPlot : problem;
  };
  const fill = (plots: readonly string[]) => {
    const focused = shown().indexOf(root.activeElement as HTMLElement);
    list.replaceChildren(
      ...plots.map((plot) => {
        const item = document.createElement("li");
        if (!USUAL_PLOTS.includes(plot)) item.className = "other";
        const open = item.appendChild(document.createElement("button"));
        open.type = "button";
        const name = plotName(plot) ?? "";
        open.textContent = strings.plot(name);
        item.dataset.name = name;
        open.addEventListener("click", () => {
          end();
          send({ type: "open-plots", cluster, plots: plot, outside: !host.openPlots });
        });
        return item;
      }),
    );
    filter();
    shown()[focused]?.focus();
  };

  search.addEventListener("input", filter);
  menu.addEventListener("keydown", (event) => {
    const items = shown();
    const at = items.indexOf(root.activeElement as HTMLElement);
    if (event.key === "Escape") end();
    else if (event.key === "ArrowDown") items[Math.min(at + 1, items.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (items[at - 1] ?? search).focus();
    else if (event.key === "Enter" && at < 0) items[0]?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    // The button closes it by itself.
    if (relatedTarget !== button && !menu.contains(relatedTarget as Node | null)) end();
  });

  close = end;
  button.setAttribute("aria-expanded", "true");
  root.append(menu);
  fill(USUAL_PLOTS);
  place(menu, button);
  search.focus();
  window.addEventListener("scroll", follow, { capture: true, passive: true });
  window.addEventListener("resize", follow);
  void readPage({ cluster, page: "plots" }).then((answer) => {
    if (!menu.isConnected) return;
    if (answer.problem !== null) problem = strings.usualPlots(formatMessage(words, answer.problem));
    fill(answer.text === null ? USUAL_PLOTS : plotsIn(answer.text));
    place(menu, button);
  });
}

/** Below the button if there is room, else above it, and within the page. */
function place(menu: HTMLElement, button: HTMLElement): void {
  if (!menu.matches(":popover-open")) menu.showPopover();
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const below = innerHeight - bottom - 2 * GAP_PX;
  const above = top - 2 * GAP_PX;
  const isBelow = below >= Math.min(menu.scrollHeight, above);
  menu.style.maxHeight = `${isBelow ? below : above}px`;
  const { offsetWidth, offsetHeight } = menu;
  const isRightToLeft = getComputedStyle(button).direction === "rtl";
  const start = isRightToLeft ? right - offsetWidth : left;
  menu.style.left = `${Math.max(GAP_PX, Math.min(start, innerWidth - offsetWidth - GAP_PX))}px`;
  menu.style.top = `${isBelow ? bottom + GAP_PX : top - GAP_PX - offsetHeight}px`;
}
