/** A tree of its own below a widget's node, with these styles. JupyterLab's own properties, as its colours, reach into it. */
export function shadowOf(node: HTMLElement, styles: string): ShadowRoot {
  const root = node.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  return root;
}
