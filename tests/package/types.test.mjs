/** The types of npm's packages, as npm packs them: whatever resolves the modules of those who use them. */
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { NPM } from "../../scripts/build/npm.mjs";
import { TOKEN } from "../../scripts/build/token.mjs";
import { at, quietly } from "../../scripts/lib.mjs";
import { buildExample, EXAMPLE } from "./example.mjs";

const NAME = NPM.name;
/** The package in the repository's root. */
const LAB = "jupyter-dask-gateway";

describe("types of npm's package", () => {
  let folder;
  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "types-"));
    for (const [name, source] of [
      [NAME, at(NPM.folder)],
      [TOKEN.name, at(TOKEN.folder)],
      [LAB, at()],
    ]) {
      const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
      const { stdout } = await quietly("npm", pack, { cwd: source });
      const [{ filename }] = JSON.parse(stdout);
      const target = path.join(folder, "node_modules", name);
      fs.mkdirSync(target, { recursive: true });
      const unpack = ["--strip-components", "1", "-C", target];
      await quietly("tar", ["-xf", path.join(folder, filename), ...unpack]);
    }
    fs.mkdirSync(path.join(folder, "node_modules/@types"), { recursive: true });
    // React's are there for JupyterLab's own.
    for (const types of ["react", "prop-types"]) {
      fs.symlinkSync(
        at("node_modules/@types", types),
        path.join(folder, "node_modules/@types", types),
      );
    }
    // As where somebody writes an extension of JupyterLab.
    for (const scope of ["@jupyterlab", "@lumino"])
      fs.symlinkSync(at("node_modules", scope), path.join(folder, "node_modules", scope));
    fs.symlinkSync(at("node_modules/csstype"), path.join(folder, "node_modules/csstype"));
    fs.writeFileSync(path.join(folder, "package.json"), '{"type": "module"}');
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** What the compiler says of these files, each a module with this text. `more`: besides how strict it is with all. */
  async function compile(files, resolution = "bundler", more = []) {
    const names = Object.keys(files);
    for (const name of names) fs.writeFileSync(path.join(folder, name), files[name]);
    const module = resolution === "bundler" ? "esnext" : resolution;
    const { code, output } = await quietly(
      "tsc",
      [
        ...["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2023"],
        ...["--lib", "es2023,dom,dom.iterable", "--jsx", "preserve", "--types", ""],
        ...["--module", module, "--moduleResolution", resolution, ...more, ...names],
      ],
      { check: false, cwd: folder },
    );
    return code === 0 ? "" : output;
  }

  const author = fs.readFileSync(at("tests/package/page-author.ts"), "utf8");

  for (const resolution of ["bundler", "nodenext"]) {
    test(`a page author's file: ${resolution}`, async () => {
      assert.equal(await compile({ "author.ts": author }, resolution), "");
    });
  }

  test("an import of nothing brings the tag", async () => {
    const use = 'document.createElement("dask-gateway").authorization = () => null;\n';
    const brought = `import type {} from "${NAME}";\n`;
    assert.equal(await compile({ "tag.ts": brought + use }), "");
    assert.match(await compile({ "tag.ts": `${use}export {};\n` }), /authorization/);
  });

  test("the arguments of a launch, for other extensions of JupyterLab", async () => {
    const text = (workers) =>
      `import type { LaunchOptions } from "${LAB}";\n` +
      `export const launch: LaunchOptions = { workers: ${workers}, options: {} };\n`;
    assert.equal(await compile({ "launch.ts": text("[0, 20]") }, "nodenext"), "");
    assert.match(await compile({ "launch.ts": text('"5"') }), /TS2322/);
  });

  for (const resolution of ["bundler", "nodenext"]) {
    test(`an author of an extension of JupyterLab: ${resolution}`, async () => {
      const page = fs.readFileSync(at("docs/extensions.md"), "utf8");
      const [[, block]] = page.matchAll(/^```ts\n(.*?)^```$/gms);
      // JupyterLab's own declarations do not pass a strict check; ours are one file, which is a module here.
      const own = fs.readFileSync(at(TOKEN.folder, "index.d.ts"), "utf8");
      const lax = ["--skipLibCheck"];
      const files = { "extension.ts": block, "own.ts": own };
      assert.equal(await compile(files, resolution, lax), "");
      const wrong = block.replace("gateway.scale(key, (workers ?? 0) + 2)", "gateway.scale(key)");
      assert.match(await compile({ "extension.ts": wrong }, resolution, lax), /TS2554/);
    });
  }

  test("the token is one object with a name, and the package as new as all others", async () => {
    const installed = path.join(folder, "node_modules", TOKEN.name);
    const { version, files, ...packed } = JSON.parse(
      fs.readFileSync(path.join(installed, "package.json"), "utf8"),
    );
    assert.equal(version, JSON.parse(fs.readFileSync(at("package.json"), "utf8")).version);
    assert.deepEqual(
      fs.readdirSync(installed).sort(),
      [...files, "LICENSE", "README.md", "package.json"].sort(),
    );
    const { IDaskGateway, ...others } = await import(path.join(installed, packed.main));
    assert.deepEqual(
      [IDaskGateway.name, Object.keys(others)],
      ["jupyter-dask-gateway:IDaskGateway", []],
    );
    // What an extension's package.json is told to have is what the wheel's has: they share it by that name.
    const { sharedPackages } = JSON.parse(fs.readFileSync(at("package.json"), "utf8")).jupyterlab;
    const [shared] = Object.values(sharedPackages).filter(({ shareKey }) => shareKey);
    assert.deepEqual(shared, { shareKey: TOKEN.name, singleton: true });
    const page = fs.readFileSync(at("docs/extensions.md"), "utf8");
    const [[, block]] = page.matchAll(/^```json\n(.*?)^```$/gms);
    const example = JSON.parse(
      fs.readFileSync(at("examples/jupyterlab-extension/package.json"), "utf8"),
    );
    const told = JSON.parse(block).jupyterlab.sharedPackages;
    assert.deepEqual(told, example.jupyterlab.sharedPackages);
    assert.deepEqual(told, { [TOKEN.name]: { singleton: true } });
  });

  test("JupyterLab's builder makes the example with it, and has it shared", async () => {
    const extension = path.join(await buildExample(), EXAMPLE);
    const { load } = JSON.parse(fs.readFileSync(path.join(extension, "package.json"), "utf8"))
      .jupyterlab._build;
    const entry = fs.readFileSync(path.join(extension, load), "utf8");
    // What it brings for all, and what it takes: of whoever brings it, and its own where nobody else does.
    assert.match(entry, new RegExp(`name:"${TOKEN.name}",version:"`));
    assert.match(
      entry,
      new RegExp(`shareKey:"${TOKEN.name}",[^{}]*singleton:!0,[^{}]*fallback:\\(\\)`),
    );
  });

  test("what the documentation has", async () => {
    const text = fs.readFileSync(at("docs/element.md"), "utf8");
    const blocks = [...text.matchAll(/^```(tsx?)\n(.*?)^```$/gms)];
    assert(blocks.length > 2);
    const files = blocks.map(([, kind, block], index) => [`block-${index}.${kind}`, block]);
    const [, declaration] = files.find(([, block]) => block.includes('declare module "react"'));
    const markup = (attributes) =>
      `${declaration}export const page = <dask-gateway ${attributes} className="mine" />;\n`;
    files.push([
      "markup.tsx",
      markup('address="/" view="options" ref={(it) => it?.authorization}'),
    ]);
    assert.equal(await compile(Object.fromEntries(files)), "");
    assert.match(await compile({ "markup.tsx": markup('address="/" view="some"') }), /"some"/);
    assert.match(await compile({ "markup.tsx": markup('adress="/"') }), /'adress' does not exist/);
  });

  test("they are those of the manifest", async () => {
    const packed = JSON.parse(
      fs.readFileSync(path.join(folder, "node_modules", NAME, "package.json")),
    );
    const manifest = path.join(folder, "node_modules", NAME, packed.customElements);
    const [{ declarations }] = JSON.parse(fs.readFileSync(manifest, "utf8")).modules;
    const [{ name, members, attributes }] = declarations;
    // Each is the other's, so they are the same.
    const same = (one, other) => `same<${one}, ${other}>(true);\n`;
    const parameters = (list = []) => list.map((it) => `${it.name}: ${it.type.text}`).join(", ");
    const typeOf = (it) => {
      if (it.kind === "method") return `(${parameters(it.parameters)}) => ${it.return.type.text}`;
      // Some properties take more than they give.
      return it.type.text.replace("string | object", "string");
    };
    const union = (names) => names.map((it) => JSON.stringify(it.name)).join(" | ");
    const text = [
      `import type { Footprint, GatewayAttributes, GatewayConnection, GatewayRelay, ${name} } from "${NAME}";\n`,
      "type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;\n",
      "declare function same<A, B>(equal: Equal<A, B>): void;\n",
      same(`Exclude<keyof ${name}, keyof HTMLElement>`, union(members)),
      same("keyof GatewayAttributes", union(attributes)),
      ...members.map((it) => same(`${name}["${it.name}"]`, typeOf(it))),
      ...attributes.map((it) => same(`Required<GatewayAttributes>["${it.name}"]`, it.type.text)),
    ];
    assert.equal(await compile({ "manifest.ts": text.join("") }), "");
    const [first] = members;
    const wrong = [...text, same(`${name}["${first.name}"]`, "string")].join("");
    assert.match(await compile({ "manifest.ts": wrong }), /TS2345/);
  });
});
