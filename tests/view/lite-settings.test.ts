// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { isLite, liteSettings } from "../../js/jupyter/page-config.js";
import { readLiteSettings } from "../../js/lab/lite-settings.js";

/** What the author of a JupyterLite site has written for us in jupyter-lite.json, right or wrong. */

const PLUGIN = "jupyter-dask-gateway:plugin";
const ROOT = "https://site.example/lite/";

const read = (given: unknown) => readLiteSettings(given, ROOT);
const problem = (given: unknown) => {
  const settings = read(given);
  expect(settings).toBeInstanceOf(Error);
  return (settings as Error).message;
};

describe("where the gateway is", () => {
  test.each([
    ["/services/dask-gateway", "https://site.example/services/dask-gateway"],
    ["../gateway/", "https://site.example/gateway/"],
    ["https://gateway.example:8000/x/", "https://gateway.example:8000/x/"],
    ["//other.example/", "https://other.example/"],
  ])("%s, seen from the site's root", (address, absolute) => {
    expect(read({ address })).toEqual({
      address: absolute,
      publicAddress: undefined,
      site: undefined,
      login: "password",
    });
  });

  test("the address of dashboards, too", () => {
    expect(read({ address: "/a", publicAddress: "../p" })).toMatchObject({
      publicAddress: "https://site.example/p",
    });
  });

  // The element says what is wrong with these, and sends nothing there.
  test.each([["javascript:alert(1)"], ["http://[::1"], ["https://user:secret@gateway.example/"]])(
    "%s is left to the element to refuse",
    (address) => {
      expect(read({ address })).toMatchObject({ address });
    },
  );

  test.each([[5], [true], [null], [{}], [["/a"]], [""], [" "]])("%j is no address", (address) => {
    expect(problem({ address })).toMatch(/“address” of .* must be a text: an address\.$/);
  });

  test("none is said to be missing, and so is an address of dashboards of another type", () => {
    expect(problem({})).toMatch(/does not say where the gateway is.*must set “address”/);
    expect(problem({ address: "/a", publicAddress: 5 })).toMatch(/“publicAddress” of /);
  });
});

test("nothing at all is no fault: the site only has the extension", () => {
  expect([read(undefined), read(null)]).toEqual([null, null]);
});

test.each([["text"], [5], [true], [[]]])("%j are no settings", (given) => {
  expect(problem(given)).toMatch(/must be an object\.$/);
});

describe("who logs in", () => {
  test.each([["basic"], ["jupyterhub"], [5], [{}], ["Password"]])("nobody by %j", (login) => {
    expect(problem({ address: "/a", login })).toMatch(/must be “password” or “proxy”\.$/);
  });

  test("a proxy knows the user by cookies, which go to the site's own origin alone", () => {
    expect(read({ address: "/a", login: "proxy" })).toMatchObject({ login: "proxy" });
    for (const address of [
      "https://gateway.example/",
      "http://site.example/",
      "https://site.example:8443/",
      "javascript:alert(1)",
      "data:text/html,x",
      "http://[::1",
    ])
      expect(problem({ address, login: "proxy" }), address).toMatch(/on the site’s own origin\.$/);
  });
});

test("an address for cookies holds no login, no “?” and no “#”", () => {
  for (const address of [
    "https://user:s3cret@site.example/a",
    "/a?x=1",
    "/a#b",
    "https://u@site.example/",
  ]) {
    const said = problem({ address, login: "proxy" });
    expect(said, address).toMatch(/“address” of .* must be an address without/);
    expect(said).not.toContain("s3cret");
  }
});

describe("what the site says of its gateway", () => {
  test("is an object, or its JSON text as it stands there", () => {
    const site = { limits: { clusters: 2 }, price: { core: 1e-7 } };
    expect(read({ address: "/a", site })).toMatchObject({ site: JSON.stringify(site) });
    expect(read({ address: "/a", site: '{"x": 1.0}' })).toMatchObject({ site: '{"x": 1.0}' });
    expect(read({ address: "/a", site: null })).toMatchObject({ site: undefined });
  });

  test.each([[5], [false]])("%j is not", (site) => {
    expect(problem({ address: "/a", site })).toMatch(/“site” of .* must be an object\.$/);
  });

  test("is read or refused however deep it is", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`);
    const settings = read({ address: "/a", site: deep });
    if (settings instanceof Error) expect(settings.message).toMatch(/“site”/);
    else expect(settings?.site).toHaveLength(60_001);
  });
});

describe("the page's configuration", () => {
  const write = (text: string, root?: string) => {
    document.body.innerHTML = `<script id="jupyter-config-data" type="application/json"></script>`;
    const script = document.getElementById("jupyter-config-data") as HTMLElement;
    script.textContent = text;
    if (root !== undefined) script.dataset.jupyterLiteRoot = root;
  };
  beforeEach(() => {
    document.body.innerHTML = "";
  });

  test("tells JupyterLite from a server's page, whatever the application is called", () => {
    expect(isLite(), "no Jupyter at all").toBe(false);
    write('{"appName": "JupyterLite"}');
    expect(isLite()).toBe(false);
    write('{"appName": "Our own notebooks"}', "..");
    expect(isLite()).toBe(true);
  });

  test.each([
    ["", undefined],
    ["{", undefined],
    ["null", undefined],
    ["[]", undefined],
    ['{"litePluginSettings": null}', undefined],
    ['{"litePluginSettings": 5}', undefined],
    [`{"litePluginSettings": {"${PLUGIN}": {"address": "/a"}}}`, { address: "/a" }],
    [`{"litePluginSettings": {"${PLUGIN}": "text"}}`, "text"],
  ])("%s", (text, settings) => {
    write(text, "..");
    expect(liteSettings(PLUGIN)).toEqual(settings);
  });

  test("knows nothing of a plugin because of a prototype", () => {
    write(
      '{"litePluginSettings": {"__proto__": {"jupyter-dask-gateway:plugin": {"address": "/evil"}}}}',
      "..",
    );
    expect(liteSettings(PLUGIN)).toBeUndefined();
    write(
      '{"__proto__": {"litePluginSettings": {"jupyter-dask-gateway:plugin": {"address": "/evil"}}}}',
      "..",
    );
    expect(liteSettings(PLUGIN)).toBeUndefined();
  });
});

test("the page for authors of sites shows such settings, and names each; so does the demonstration", () => {
  const file = (path: string) => readFileSync(path, "utf8");
  const page = file("docs/jupyterlite.md");
  const shown = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  expect(shown).toHaveLength(1);
  const known = Object.keys({ ...(read({ address: "/a" }) as object) });
  for (const text of [...shown, file("demo/lite/jupyter-lite.json")]) {
    const settings = JSON.parse(text)["jupyter-config-data"].litePluginSettings[PLUGIN];
    expect(read(settings)).not.toBeInstanceOf(Error);
    expect(known).toEqual(expect.arrayContaining(Object.keys(settings)));
  }
  const table = page.split("\n## ").find((section) => section.startsWith("Where the gateway is"));
  const named = [...(table ?? "").matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(known.sort());
});
