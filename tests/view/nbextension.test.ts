import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MODULE } from "../../js/jupyter/widget-module.js";

test("VS Code reads out of the extension's text where the widget's script is", () => {
  const text = readFileSync("jupyter-config/nbextension/extension.js", "utf8");
  // As its Jupyter extension does it (baseIPyWidgetScriptManager.ts): up to the first bracket that closes, what is in the third braces.
  const from = text.indexOf("require.config({");
  const call = text.slice(text.indexOf("{", from), text.indexOf(")", from));
  const lines = call.split("\n").map((line) => line.trim());
  const [name, script] =
    lines
      .join("")
      .split("{")[3]
      ?.split("}")[0]
      ?.split(":")
      .map((part) => part.trim()) ?? [];
  expect(name).toBe(`"${MODULE}"`);
  expect(script).toBe(`"nbextensions/${MODULE}/index"`);
  expect(text.indexOf("require.config({"), "nor in a comment before it").toBe(
    text.lastIndexOf("require.config({"),
  );
});
