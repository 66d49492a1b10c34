import type { Finding } from "./result.js";

/** The findings of one side, under their heading. */
export interface Section {
  title: string;
  /** Null: still on its way. */
  findings: Finding[] | null;
}

const WIDTH = 10;

/** Text to be sent to an administrator, in the form that `jupyter dask-gateway doctor` prints. */
export function asText(sections: Section[], whatToDo: string): string {
  const indent = (text: string) => text.replace(/^/gm, " ".repeat(WIDTH));
  const lines = sections.flatMap(({ title, findings }) => [
    title,
    "",
    ...(findings ?? []).flatMap(({ step, outcome, text, advice }) => [
      outcome.padEnd(WIDTH) + step,
      indent(text),
      ...(advice === "" ? [] : [indent(`${whatToDo} ${advice}`)]),
    ]),
    "",
  ]);
  return lines.join("\n");
}
