/**
 * Interpreters of several versions of Python, for `npm run test:matrix`. One that the machine has is taken: of the PATH, of pyenv, of
 * uv. (uv would also fetch one, but from no package registry.) What is newer than the machine's Debian comes from a later release
 * of Debian, unpacked into .cache together with the C library that it was made for: nothing of the machine's own is replaced.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ask, cache, once, quietly } from "./lib.mjs";
import { onPath } from "./machine.mjs";

/** A release with the newest of Python, of which more than one is kept there. */
const DEBIAN = "forky";

/** Resolves to `{python}`, the path of an interpreter of that version, or to `{lacks}`, which says why there is none. */
export async function interpreter(version) {
  const own = await ofTheMachine(version);
  if (own) return { python: own };
  try {
    return { python: await ofDebian(version) };
  } catch (error) {
    const why = /^E: .*$/m.exec(error.message)?.[0] ?? error.message.trim().split("\n").at(-1);
    fs.rmSync(cache("python", version), { force: true, recursive: true });
    return {
      lacks: `This machine has no Python ${version}, and Debian's ${DEBIAN} gives none (${why}). With uv: uv python install ${version}`,
    };
  }
}

async function ofTheMachine(version) {
  const pyenv = path.join(process.env.PYENV_ROOT ?? path.join(os.homedir(), ".pyenv"), "versions");
  const installed = fs.existsSync(pyenv) ? fs.readdirSync(pyenv) : [];
  const candidates = [
    onPath(`python${version}`),
    ...installed
      .filter((name) => name.startsWith(`${version}.`))
      .map((name) => path.join(pyenv, name, "bin", `python${version}`)),
    await ask("uv", ["python", "find", "--managed-python", "--no-python-downloads", version]),
  ];
  for (const candidate of candidates.filter(Boolean)) {
    // A name on the PATH may be pyenv's, for a version that is not switched on.
    const code = "import sys, venv; print('%d.%d' % sys.version_info[:2])";
    if ((await ask(candidate, ["-c", code])) === version) return candidate;
  }
  return undefined;
}

async function ofDebian(version) {
  const folder = cache("python", version);
  const files = path.join(folder, "files");
  const python = path.join(files, "usr/bin", `python${version}`);
  await once(path.join(folder, ".setup"), DEBIAN, async () => {
    fs.rmSync(folder, { force: true, recursive: true });
    const apt = await debian(folder);
    await apt("install", "--download-only", "--yes", "--no-install-recommends", `python${version}`);
    const archives = path.join(folder, "cache/archives");
    for (const name of fs.readdirSync(archives).filter((each) => each.endsWith(".deb"))) {
      await quietly("dpkg-deb", ["--extract", path.join(archives, name), files]);
    }
    fs.rmSync(path.join(folder, "cache"), { recursive: true });
    // The program itself says where its C library and its loader are, so that what it starts has the machine's.
    const libraries = path.join(
      files,
      "usr/lib",
      `${(await quietly("uname", ["-m"])).stdout.trim()}-linux-gnu`,
    );
    const loader = fs.readdirSync(libraries).find((name) => /^ld-linux.*\.so/.test(name));
    const flags = [
      "--set-interpreter",
      path.join(libraries, loader),
      "--force-rpath",
      "--set-rpath",
    ];
    await quietly("patchelf", [...flags, libraries, python]);
    await quietly(python, ["-c", "import ssl, sqlite3, ctypes, venv"]);
  });
  return python;
}

/** apt-get with that release alone, as if nothing were installed, in a folder of its own: for that it need not be root. */
async function debian(folder) {
  const format = ["indextargets", "--format", "$(ORIGIN) $(REPO_URI)", "Created-By: Packages"];
  const targets = (await quietly("apt-get", format)).stdout;
  // That of updates for security has other releases.
  const mirror = /^Debian (\S+(?<!-security)\/)$/m.exec(targets)?.[1];
  if (!mirror) throw new Error("this is no Debian");
  for (const name of ["state/lists/partial", "cache/archives/partial"]) {
    fs.mkdirSync(path.join(folder, name), { recursive: true });
  }
  const list = path.join(folder, "sources.list");
  const key = "/usr/share/keyrings/debian-archive-keyring.gpg";
  fs.writeFileSync(list, `deb [signed-by=${key}] ${mirror} ${DEBIAN} main\n`);
  fs.writeFileSync(path.join(folder, "state/status"), "");
  const options = {
    "Dir::Etc::SourceList": list,
    "Dir::Etc::SourceParts": path.join(folder, "none"),
    "Dir::State": path.join(folder, "state"),
    "Dir::State::status": path.join(folder, "state/status"),
    "Dir::Cache": path.join(folder, "cache"),
    "APT::Sandbox::User": os.userInfo().username,
    "Debug::NoLocking": "1",
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const apt = (...args) => quietly("apt-get", [...flags, ...args]);
  await apt("update");
  return apt;
}
