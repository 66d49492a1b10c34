/**
 * The bill of materials, as CycloneDX has it: what is inside the modules that browsers get, and what the Python package asks for. Tools
 * that read lock files would list what builds and tests this project, and miss what webpack and Rust have put inside.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import { bundledPackages } from "../build/licenses.mjs";
import { ask, at } from "../lib.mjs";
import { pythonVersion } from "./version.mjs";

/** The JSON text for a release of `version`, made at `time`. */
export async function billOfMaterials(version, time) {
  const hashOf = lockedHashes();
  const inside = (await bundledPackages()).map((each) => component(each, hashOf(each)));
  const asked = await pythonPackages();
  const own = `pkg:pypi/jupyter-dask-gateway@${pythonVersion(version)}`;
  const components = [...inside, ...asked].sort((a, b) => (a.purl < b.purl ? -1 : 1));
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
      },
    },
    components,
    dependencies: [
      { ref: own, dependsOn: components.map(({ purl }) => purl) },
      ...components.map(({ purl }) => ({ ref: purl })),
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function component({ ecosystem, name, version, license }, hash) {
  const purl = `pkg:${ecosystem}/${encodeURIComponent(name)}@${version}`;
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

/** Reads the lock files; what it returns says what they have of a package's own archive. */
function lockedHashes() {
  const { packages } = JSON.parse(fs.readFileSync(at("package-lock.json"), "utf8"));
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
  const lines = names.map((name) => {
    const hash = createHash("sha256")
      .update(fs.readFileSync(`${folder}/${name}`))
      .digest("hex");
    return `${hash}  ${name}\n`;
  });
  return lines.join("");
}
