/** A page that does with a built MyST site what MyST's theme does with `{anywidget}`: by the theme's own renderer. */
import { ANY_RENDERERS } from "@myst-theme/anywidget";
import { createElement, StrictMode } from "react";
import { createRoot } from "react-dom/client";

function* nodesIn(node) {
  if (node.type === "anywidget") yield node;
  for (const child of node.children ?? []) yield* nodesIn(child);
}

const { mdast } = await (await fetch("/content/index.json")).json();
const shown = [...nodesIn(mdast)].map((node) =>
  createElement(ANY_RENDERERS.anywidget, { node, key: node.key }),
);
const root = createRoot(document.querySelector("main"));
// As React checks programs while they are written: all is made twice, and ended once.
const twice = new URLSearchParams(location.search).has("twice");
root.render(twice ? createElement(StrictMode, null, shown) : shown);
window.leave = () => root.unmount();
