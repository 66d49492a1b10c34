import { existsSync } from "node:fs";
import type { Page } from "@playwright/test";
import { at } from "../../scripts/lib.mjs";

/**
 * Answers as CDNs where html-manager, anywidget and RequireJS are published and, with `ours`, this package. Returns what was
 * asked for.
 */
export async function standInForCdn(page: Page, ours = true): Promise<string[]> {
  const asked: string[] = [];
  const files: (readonly [RegExp, (path: string) => string])[] = [
    ...(ours
      ? [[/\/npm\/jupyter-dask-gateway@[^/]+\/(dist\/.*)$/, (path: string) => path] as const]
      : []),
    [
      /\/(@jupyter-widgets\/html-manager)@[^/]+\/(dist\/.*)$/,
      (path) => `node_modules/@jupyter-widgets/html-manager/${path}`,
    ],
    [/\/anywidget@[^/]+\/(dist\/.*)$/, () => ".venv/share/jupyter/nbextensions/anywidget/index.js"],
    [/\/libs\/require\.js\//, () => "node_modules/requirejs/require.js"],
  ];
  await page.route(/^https:\/\//, async (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    const [match, file] = files
      .map(([pattern, file]) => [pattern.exec(pathname), file] as const)
      .find(([found]) => found !== null) ?? [null, null];
    if (match === null || file === null) return route.abort();
    const headers = { "Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript" };
    // embed-amd, by the name that a module has.
    const path = at(file(match.at(-1) ?? ""));
    await route.fulfill({ path: existsSync(path) ? path : `${path}.js`, headers });
  });
  return asked;
}
