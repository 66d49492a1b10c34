/** Each of npm's packages is installed as its users do it, in an empty project; then their compiler and Node find what it has. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { NPM } from "../build/npm.mjs";
import { TOKEN } from "../build/token.mjs";
import { Failure, quietly, seconds } from "../lib.mjs";

/** What is written with its types, and what must not pass them; and what Node says of it, if it is not for browsers alone. */
export const USES = {
  [TOKEN.name]: {
    right: `import { IDaskGateway } from "${TOKEN.name}";
export const use = async (gateway: IDaskGateway): Promise<boolean> =>
  (await gateway.connect("01234567")) && gateway.clusters?.[0]?.workers === 2;
`,
    wrong: `import { IDaskGateway } from "${TOKEN.name}";
export const use = (gateway: IDaskGateway): string => gateway.connect("01234567");
`,
    node: [
      `const { IDaskGateway } = await import("${TOKEN.name}"); console.log(IDaskGateway.name);`,
      "jupyter-dask-gateway:IDaskGateway",
    ],
  },
  [NPM.name]: {
    right: `import { validateOptions } from "${NPM.name}";
export const text: string = validateOptions("[]", "{}");
`,
    wrong: `import { validateOptions } from "${NPM.name}";
export const text: number = validateOptions("[]", "{}");
`,
    node: [
      `const it = await import("${NPM.name}"); await it.ready(); console.log(it.validateOptions("[]", "{}"));`,
      "{}",
    ],
  },
  // JupyterLab's extension, for whose commands others have types.
  "jupyter-dask-gateway": {
    right: `import type { LaunchOptions } from "jupyter-dask-gateway";
export const launch: LaunchOptions = { workers: [0, 20], options: {} };
`,
    wrong: `import type { LaunchOptions } from "jupyter-dask-gateway";
export const launch: LaunchOptions = { workers: "many" };
`,
  },
};

/** `archive` is a file that `npm pack` has made. */
export async function tryPackage(archive) {
  const start = Date.now();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "npm-"));
  const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  try {
    write("package.json", JSON.stringify({ name: "empty", version: "1.0.0", type: "module" }));
    // What the build has fetched need not be fetched again.
    const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
    await quietly("npm", ["install", ...flags, archive], { cwd: folder });
    const { dependencies } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    const [name] = Object.keys(dependencies);
    const { right, wrong, node } = USES[name];
    write("right.ts", right);
    write("wrong.ts", wrong);
    for (const resolution of ["bundler", "nodenext"]) {
      const compile = (file) => {
        const module = resolution === "bundler" ? "esnext" : resolution;
        const how = [
          "--noEmit",
          "--strict",
          "--target",
          "es2023",
          "--lib",
          "es2023,dom,dom.iterable",
        ];
        const modules = ["--module", module, "--moduleResolution", resolution, "--types", ""];
        return quietly("tsc", [...how, ...modules, file], { check: false, cwd: folder });
      };
      const { code, output } = await compile("right.ts");
      if (code !== 0)
        throw new Failure(`${name} with ${resolution}: its types do not do:\n${output}`);
      if (!/TS2322/.test((await compile("wrong.ts")).output)) {
        throw new Failure(`${name} with ${resolution}: its types let everything pass.`);
      }
    }
    if (node !== undefined) {
      const [program, said] = node;
      const run = ["--input-type=module", "--eval", program];
      const { stdout } = await quietly(process.execPath, run, { cwd: folder });
      if (stdout.trim() !== said) throw new Failure(`${name} in Node: ${stdout}`);
    }
    console.log(`  ${name}: installed and used in ${seconds(start)}`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
