/** npm's package for web pages as its users have it: installed from its file, in bare pages, and in Node. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { NPM } from "../../scripts/build/npm.mjs";
import { quietly } from "../../scripts/lib.mjs";
import {
  installed,
  pageWith,
  policy,
  SENT,
  SPEC,
  script,
  serve,
  startBrowser,
  useForm,
} from "./site.mjs";

const ONE = "dask-gateway.mjs";
const MANY = "dask-gateway.js";

/** The package as another build of it: by its own account, and by what its form says. */
async function makeOtherVersion({ folder, installed }) {
  const other = path.join(folder, "other");
  fs.cpSync(installed, other, { recursive: true });
  const { loadPart } = await import(path.join(installed, ONE));
  const { buildId } = await loadPart("element");
  for (const name of fs.readdirSync(other).filter((each) => /\.m?js$/.test(each))) {
    const text = fs.readFileSync(path.join(other, name), "utf8");
    assert(text.includes(buildId), name);
    const changed = text
      .replaceAll(buildId, "another")
      .replaceAll("New cluster", "Another version");
    fs.writeFileSync(path.join(other, name), changed);
  }
  return other;
}

describe("npm's package for web pages", () => {
  let project;
  let otherVersion;
  let browser;
  const sites = [];
  before(async () => {
    [project, browser] = await Promise.all([installed(), startBrowser()]);
    otherVersion = await makeOtherVersion(project);
  });
  after(async () => {
    for (const site of sites) site.stop();
    await browser?.close();
    project?.remove();
  });

  /** A site with the package's files below /files/, and under `pages`. */
  async function site(pages, options = {}) {
    const files = { "/files/": project.installed, "/other/": otherVersion };
    const started = await serve({ folders: files, pages, ...options });
    sites.push(started);
    return started.address;
  }
  const fallback = async (page) => {
    await page.waitForTimeout(500);
    return page.locator("dask-gateway").innerText();
  };

  test("what is in it", () => {
    const { exports, files, main, name } = JSON.parse(
      fs.readFileSync(path.join(project.installed, "package.json"), "utf8"),
    );
    assert.equal(name, NPM.name);
    assert.equal(main, `./${ONE}`);
    const targets = Object.values(exports).flatMap((it) =>
      it.types ? [it.types, it.default] : it,
    );
    for (const target of [...targets, ...files].filter((each) => !each.includes("*"))) {
      assert(fs.existsSync(path.join(project.installed, target)), target);
    }
    const names = fs.readdirSync(project.installed).sort();
    assert.deepEqual(names, [
      ...["LICENSE", "README.md", "THIRD-PARTY-LICENSES.txt", "custom-elements.json"],
      ...["dask-gateway-choosing.js", "dask-gateway-element.js", "dask-gateway-insight.js"],
      ...["dask-gateway-kubernetes.js", "dask-gateway-rest.js", "dask-gateway-schema.js"],
      ...["dask-gateway-validation.js", "dask-gateway-zh.js"],
      ...[MANY, `${MANY}.LICENSE.txt`],
      ...[ONE, "package.json", "types"],
    ]);
    const licenses = fs.readFileSync(path.join(project.installed, names[2]), "utf8");
    for (const each of ["lit-html", "serde_json", "talc", "wasm-bindgen"]) {
      assert.match(licenses, new RegExp(`^${each} \\d`, "m"));
    }
    assert.doesNotMatch(licenses, /\(\/|file:/, "a path of the machine");
  });

  for (const from of [NPM.name, `${NPM.name}/${MANY}`]) {
    test(`Node imports ${from}`, async () => {
      const program = `import { parseMapping, ready, validateOptions } from "${from}";
        await ready();
        console.log(parseMapping("a: 1_0"), validateOptions("[]", "{}"));`;
      project.write("program.js", program);
      const { stdout } = await quietly("node", ["program.js"], { cwd: project.folder });
      assert.equal(stdout, '{"a": 10} {}\n');
    });
  }

  for (const [file, expected] of [
    [ONE, [ONE]],
    [MANY, [MANY, "dask-gateway-element.js", "dask-gateway-rest.js", "dask-gateway-schema.js"]],
  ]) {
    test(`${file} in a page with a strict policy`, async () => {
      const pages = { "/": pageWith(script(`files/${file}`), 'spec="options.json"') };
      const headers = { "Content-Security-Policy": policy() };
      const address = await site({ ...pages, "/options.json": SPEC }, { headers });
      const { page, said, fetched } = await browser.open(address);
      assert.deepEqual(await useForm(page), SENT);
      assert.deepEqual(said, []);
      assert.deepEqual(fetched.sort(), expected.sort());
    });
  }

  test("a script of the wrong type does not run, and what stands in the tag stays", async () => {
    const type = (name) => (name === ONE ? "application/octet-stream" : undefined);
    const address = await site({ "/": pageWith(script(`files/${ONE}`)) }, { type });
    const { page, said } = await browser.open(address);
    assert.equal(await fallback(page), "Not there yet.");
    assert.match(said.join("\n"), /MIME type of "application\/octet-stream"/);
  });

  test("a part of the wrong type is told in the tag", async () => {
    const type = (name) => (name === "dask-gateway-element.js" ? "text/plain" : undefined);
    const address = await site({ "/": pageWith(script(`files/${MANY}`)) }, { type });
    const { page } = await browser.open(address);
    await page
      .getByRole("alert")
      .getByText("dask-gateway-element.js could not be fetched")
      .waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
  });

  for (const [first, second] of [
    [ONE, MANY],
    [MANY, ONE],
    [ONE, ONE],
    [MANY, MANY],
  ]) {
    test(`${first}, and then another version's ${second}: the first has the element`, async () => {
      const headers = {
        "Content-Security-Policy": policy("'self'", "lit-html 'allow-duplicates'"),
      };
      for (const [folders, title] of [
        [["files", "other"], "New cluster"],
        [["other", "files"], "Another version"],
      ]) {
        const scripts = script(`${folders[0]}/${first}`) + script(`${folders[1]}/${second}`);
        const address = await site({ "/": pageWith(scripts) }, { headers });
        const { page, said, fetched } = await browser.open(address);
        assert.deepEqual(await useForm(page), SENT);
        await page.getByText(title).waitFor();
        assert.deepEqual(said, []);
        assert.equal(fetched.filter((name) => [ONE, MANY].includes(name)).length, 2);
      }
    });
  }

  test("two scripts where the policy allows Lit's once: the first works, the second throws", async () => {
    const scripts = script(`files/${ONE}`) + script(`other/${MANY}`);
    const headers = { "Content-Security-Policy": policy() };
    const address = await site({ "/": pageWith(scripts) }, { headers });
    const { page, said } = await browser.open(address);
    assert.deepEqual(await useForm(page), SENT);
    assert.match(said.join("\n"), /Policy "lit-html" disallowed|Policy with name "lit-html"/i);
  });

  test("under one address it is loaded once", async () => {
    const tag = script(`files/${ONE}`);
    const address = await site({ "/": pageWith(tag + tag + script(`./files/${ONE}`)) });
    const { page, said, fetched } = await browser.open(address);
    assert.deepEqual(await useForm(page), SENT);
    assert.deepEqual([said, fetched], [[], [ONE]]);
  });

  describe("from another origin", () => {
    const allow = { "Access-Control-Allow-Origin": "*" };
    const hash = (file) =>
      createHash("sha384").update(fs.readFileSync(path.join(project.installed, file)));

    for (const file of [ONE, MANY]) {
      test(`${file}, with its hash in the tag`, async () => {
        const elsewhere = await site({}, { headers: allow });
        const integrity = ` crossorigin integrity="sha384-${hash(file).digest("base64")}"`;
        const address = await site(
          { "/": pageWith(script(`${elsewhere}/files/${file}`, integrity)) },
          { headers: { "Content-Security-Policy": policy(elsewhere) } },
        );
        const { page, said } = await browser.open(address);
        assert.deepEqual(await useForm(page), SENT);
        assert.deepEqual(said, []);
      });
    }

    test("whose server does not allow it, or with another hash, it does not run", async () => {
      const [closed, open] = [await site({}), await site({}, { headers: allow })];
      const other = ` integrity="sha384-${createHash("sha384").digest("base64")}"`;
      for (const [tag, why] of [
        [script(`${closed}/files/${ONE}`), /CORS policy/],
        [script(`${open}/files/${ONE}`, other), /integrity/],
      ]) {
        const { page, said } = await browser.open(await site({ "/": pageWith(tag) }));
        assert.equal(await fallback(page), "Not there yet.");
        assert.match(said.join("\n"), why);
      }
    });
  });
});
