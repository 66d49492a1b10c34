/**
 * The bill of materials, as CycloneDX has it: the packages of the release with sums of their files, what is inside the modules that browsers
 * get, and what the packages ask for. Tools that read lock files would list what builds and tests this project, and miss what
 * webpack and Rust have put inside.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { bundledPackages } from "../build/licenses.mjs";
import { ask, at } from "../lib.mjs";
import { pythonVersion } from "./version.mjs";

/**
 * The JSON text for a release of `version`, made at `time`. `python` are the files of the Python package, `npm` those of npm's, each with
 * what its package.json says: `[{file, name, dependencies}]`.
 */
export async function billOfMaterials(version, time, { python, npm }) {
  const lock = JSON.parse(fs.readFileSync(at("package-lock.json"), "utf8")).packages;
  const hashOf = lockedHashes(lock);
  const inside = (await bundledPackages()).map((each) => component(each, hashOf(each)));
  const own = `pkg:pypi/jupyter-dask-gateway@${pythonVersion(version)}`;
  const asked = await pythonPackages();
  const refs = (list) => [...new Set(list.map(({ purl }) => purl))].sort();
  const dependencies = [{ ref: own, dependsOn: refs([...inside, ...asked]) }];
  const released = python.map((file) => ({
    ...releasedAs(`${own}?file_name=${path.basename(file)}`, "jupyter-dask-gateway", file),
    version: pythonVersion(version),
  }));
  for (const each of npm) {
    const needs = Object.keys(each.dependencies ?? {}).map((name) => {
      const { version, license } = lock[`node_modules/${name}`];
      const found = { ecosystem: "npm", name, version, license };
      return component(found, hashOf(found));
    });
    const ref = purlOf({ ecosystem: "npm", name: each.name, version });
    released.push({ ...releasedAs(ref, each.name, each.file), version });
    dependencies.push({ ref, dependsOn: refs(needs) });
    asked.push(...needs);
  }
  const byPurl = new Map([...inside, ...asked].map((each) => [each.purl, each]));
  const components = refs([...byPurl.values()]).map((purl) => byPurl.get(purl));
  const bill = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: time.toISOString(),
      component: {
        type: "library",
        "bom-ref": own,
        name: "jupyter-dask-gateway",
        version: pythonVersion(version),
        purl: own,
        licenses: [{ license: { id: "BSD-3-Clause" } }],
        components: released,
      },
    },
    components,
    dependencies: [...dependencies, ...components.map(({ purl }) => ({ ref: purl }))],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** The address of a package, in which a scope is a part of its own. */
function purlOf({ ecosystem, name, version }) {
  return `pkg:${ecosystem}/${name.split("/").map(encodeURIComponent).join("/")}@${version}`;
}

/** A file of ours. */
function releasedAs(purl, name, file) {
  const hashes = [{ alg: "SHA-256", content: sumOf(file) }];
  return { type: "library", "bom-ref": purl, name, purl, hashes };
}

function component({ ecosystem, name, version, license }, hash) {
  const purl = purlOf({ ecosystem, name, version });
  return {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    purl,
    scope: "required",
    licenses: [{ expression: license.replaceAll("/", " OR ") }],
    hashes: [hash],
  };
}

/** What it returns says what the lock files have of a package's own archive. `packages` are npm's. */
function lockedHashes(packages) {
  const crates = fs.readFileSync(at("Cargo.lock"), "utf8");
  return ({ ecosystem, name, version }) => {
    if (ecosystem === "npm") {
      const [, base64] = /^sha512-(.*)$/.exec(packages[`node_modules/${name}`].integrity);
      return { alg: "SHA-512", content: Buffer.from(base64, "base64").toString("hex") };
    }
    const [, after] = crates.split(`name = "${name}"\nversion = "${version}"\n`);
    return { alg: "SHA-256", content: /checksum = "(\w+)"/.exec(after)[1] };
  };
}

/** What pip installs with it, at the versions of the tests. */
async function pythonPackages() {
  const program = `import json, tomllib, importlib.metadata as m, re
names = [re.match(r"[\\w-]+", each)[0] for each in tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]]
print(json.dumps([[name, m.version(name)] for name in names]))`;
  const found = JSON.parse(await ask("python", ["-c", program]));
  return found.map(([name, version]) => {
    const purl = `pkg:pypi/${name.toLowerCase().replaceAll("_", "-")}@${version}`;
    return { type: "library", "bom-ref": purl, name, version, purl, scope: "required" };
  });
}

/** As `sha256sum` prints and checks it. */
export function checksums(folder, names) {
  return names.map((name) => `${sumOf(`${folder}/${name}`)}  ${name}\n`).join("");
}

function sumOf(file) {
  return createHash("sha256").update(fs.readFileSync(file)).digest("hex");
}
