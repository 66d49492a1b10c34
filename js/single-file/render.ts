/** Of anywidget's model what all hosts have: MyST's throws where a module calls `off`, `save_changes` or `send`. */
export interface Model {
  get(name: string): unknown;
  on(event: string, listener: () => void): void;
}

/** An element with what the model holds below the names of its attributes; `public_address` is `public-address`. */
export function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const end = new AbortController();
  const element = document.createElement("dask-gateway");
  for (const attribute of attributesOf(element)) {
    const names = [...new Set([attribute, attribute.replaceAll("-", "_")])];
    const update = () => {
      if (end.signal.aborted) return;
      const value = names.map((name) => text(model.get(name))).find((it) => it !== null) ?? null;
      if (value === null) element.removeAttribute(attribute);
      else element.setAttribute(attribute, value);
    };
    for (const name of names) model.on(`change:${name}`, update);
    update();
  }
  el.append(element);
  followPage(element, end.signal);
  return () => {
    end.abort();
    element.remove();
  };
}

/** Those of the element that the page has: the first script defines it, which may be another than this one. */
function attributesOf(element: HTMLElement): readonly string[] {
  const { observedAttributes } = element.constructor as { observedAttributes?: readonly string[] };
  return observedAttributes ?? [];
}

/** What an attribute says: text as it is, lists and objects as JSON. Null: there is none. */
function text(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (value === true) return "";
  return typeof value === "object" && value !== null ? JSON.stringify(value) : null;
}

/** MyST's theme is dark by a class alone; the element, as others, by `color-scheme`. */
function followPage(element: HTMLElement, signal: AbortSignal): void {
  const page = document.documentElement;
  const follow = () => {
    element.style.colorScheme = "";
    // Empty where the host puts it into the page later.
    const said = getComputedStyle(element).colorScheme || "normal";
    if (said === "normal" && page.classList.contains("dark")) element.style.colorScheme = "dark";
  };
  const observer = new MutationObserver(follow);
  observer.observe(page, { attributeFilter: ["class"] });
  signal.addEventListener("abort", () => observer.disconnect());
  follow();
}
