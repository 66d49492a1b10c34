/** `bench/RESULTS.md`: what was measured, as tables, with what holds and what does not. */
import { median, p95 } from "./statistics.mjs";
import { number } from "./words.mjs";

/** `about`: by the names of measures, what each is; `plots`: `{measure, file, title}` of those that were drawn. */
export function markdown(results, { about, plots, verdicts, grown }) {
  const measures = Object.entries(results.measures);
  return [
    "# Results",
    "Written by `npm run bench`; [docs/benchmarks.md](../docs/benchmarks.md) says how each figure is taken and what it leaves out. Times depend on the machine: compare them within a table, not between machines.",
    ...takenWith(measures),
    "## Budgets",
    table(
      ["budget", "", "median"],
      verdicts.map(({ name, holds, said }) => [name, holds ? "held" : "**missed**", said]),
    ),
    "## How cost grows",
    "The exponent is that of the power of the size which fits the medians best, by least squares of the logarithms. The limit is what n log n comes to in the same fit at the same sizes.",
    table(
      ["measure", "of", "exponent", "n log n", ""],
      grown.map(({ measure, what, subject, exponent, limit, holds }) => [
        `${measure}: ${what}`,
        subject,
        exponent.toFixed(2),
        limit.toFixed(2),
        holds ? "" : "**worse**",
      ]),
    ),
    ...measures.flatMap(([name, measure]) => [
      `## ${name}`,
      about[name],
      ...plots
        .filter((plot) => plot.measure === name)
        .map((plot) => `![${plot.title}](plots/${plot.file})`),
      tableOf(measure.rows),
    ]),
  ]
    .join("\n\n")
    .concat("\n");
}

/** The machine and the versions, of each run that others are from. */
function takenWith(measures) {
  const runs = {};
  for (const [name, { ran, quick, machine, versions }] of measures) {
    const { processor, cores, memory, system } = machine;
    const where = `${processor}, ${cores} cores, ${memory}, ${system}`;
    const with_ = Object.entries(versions).map((each) => each.join(" "));
    const hurried = quick ? " With few samples (`--quick`): no figures to go by." : "";
    const text = `Taken on ${ran} with ${where}: ${with_.join(", ")}.${hurried}`;
    runs[text] = [...(runs[text] ?? []), name];
  }
  const all = Object.entries(runs);
  if (all.length < 2) return all.map(([text]) => text);
  return all.map(([text, names]) => `${names.join(", ")}: ${text}`);
}

/** Each row, with how many times as long ours takes as this one of others. */
function tableOf(rows) {
  const cells = rows.map((row) => {
    const { what, subject, size, unit, samples } = row;
    return [
      what,
      size === undefined ? "" : number(size),
      subject,
      number(median(samples)),
      number(p95(samples)),
      unit,
      String(samples.length),
      subject.startsWith("ours") ? "" : ratios(row, rows),
    ];
  });
  const head = ["what", "size", "whose", "median", "p95", "unit", "n", "ours to this"];
  return table(head, cells);
}

/** Less is better in all that is measured, so above 1 the other is ahead. */
function ratios({ what, size, samples }, rows) {
  const theirs = median(samples);
  return rows
    .filter((row) => row.subject.startsWith("ours") && row.what === what && row.size === size)
    .map(({ subject, samples: our }) => {
      const ratio = median(our) === theirs ? 1 : median(our) / theirs;
      const named = subject.replace(/^ours(: )?/, "");
      const text = `${named} ${number(ratio)}`.trim();
      return ratio > 1 ? `**${text}, it is ahead**` : text;
    })
    .join(", ");
}

/** Columns of nothing are left out. */
function table(head, rows) {
  if (rows.length === 0) return "None.";
  const kept = head.map((_, i) => i).filter((i) => rows.some((row) => row[i] !== ""));
  const line = (cells) => `| ${kept.map((i) => cells[i].replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${kept.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}
