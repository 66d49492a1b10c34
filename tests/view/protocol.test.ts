import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PARTS } from "../../scripts/build/parts.mjs";

/** The two pages that name the messages between a widget's Python and its script in the page. */

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** From `{ type: "set"; options: string }`: ["set", "options"], sorted. */
function inTypeScript(type: string): string[][] {
  const source = read("js/widget/protocol.ts").replaceAll(/ *\/\*\*.*?\*\/\n/gs, "");
  const membersOf = (name: string) =>
    new RegExp(`export interface ${name}\\b[^{]*\\{(.*?)\\n\\}`, "s").exec(source)?.[1] ?? "";
  const inFull = source
    .replace(
      "  | ChangesMessage\n",
      `  | {${membersOf("ChangesMessage")} ${membersOf("Changes")} }\n`,
    )
    .replace(/\((?:Partial<Stops>|Stops) & \{(.*?)\}\)/gs, `{$1; ${membersOf("Stops")} }`);
  const [, union = ""] = new RegExp(`export type ${type} =(.*?);\n\n`, "s").exec(inFull) ?? [];
  return [...union.matchAll(/\{\s*type: "(\w+)"(.*?) \}/gs)]
    .map(([, name = "", members = ""]) => [
      name,
      ...[...members.matchAll(/;\s+(?:readonly )?(\w+)\??:/g)]
        .map(([, member = ""]) => member)
        .sort(),
    ])
    .sort();
}

/** From the patterns of `parse`. */
function fromPageInPython(): string[][] {
  const patterns = read("jupyter_dask_gateway/widget/protocol.py").matchAll(
    /case \{\s*"type": "(\w+)"(.*?)\}:(.*?return)/gs,
  );
  return [...patterns]
    .map(([, name = "", members = "", reading = ""]) => [
      name,
      ...[
        ...members.matchAll(/,\s*"(\w+)":/g),
        // Those that may be missing.
        ...reading.matchAll(/others\.get\("(\w+)"/g),
      ]
        .map(([, member = ""]) => member)
        .sort(),
    ])
    .sort();
}

/** From the classes that are dicts. */
function toPageInPython(): string[][] {
  const classes = read("jupyter_dask_gateway/widget/protocol.py").matchAll(
    /\n {4}type: Literal\["(\w+)"\]\n(.*?)\n\n/gs,
  );
  return [...classes]
    .map(([, name = "", body = ""]) => [
      name,
      ...[...body.matchAll(/^ {4}(\w+): /gm)].map(([, member = ""]) => member).sort(),
    ])
    .sort();
}

test("both ends name the same sixteen messages with the same members", () => {
  const toPython = inTypeScript("ToPython");
  const fromPython = inTypeScript("FromPython");
  expect([toPython.length, fromPython.length]).toEqual([6, 10]);
  expect(toPython).toEqual(fromPageInPython());
  expect(fromPython).toEqual(toPageInPython());
});

test("a kernel can send the main module and every part that is fetched on demand", () => {
  const python = read("jupyter_dask_gateway/widget/protocol.py");
  const names = (text = "") => [...text.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  const declared = names(/^FileName = Literal\[([^\]]*)\]$/m.exec(python)?.[1]);
  const parsed = names(/"file": \(\s*("main"[^)]*)\) as file,\s*\}/.exec(python)?.[1]);
  const onDemand = PARTS.filter((part) => "onDemand" in part).map(({ folder }) => folder);
  expect(declared.sort()).toEqual(["main", ...onDemand].sort());
  expect(parsed.sort()).toEqual(declared);
});
