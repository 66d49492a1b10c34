import type { TemplateResult } from "lit/html.js";
import { plainText } from "../page/plain-text.js";
import type { ConverterTools } from "../view/context.js";
import type { Strings } from "../view/strings/index.js";
import { byReason, type Conversion, type Lost, type Matched } from "./conversion.js";
import { type ConverterStrings, named } from "./strings.js";

/** What of a template is filled in, and what is not. */
export function outcome(
  tools: ConverterTools,
  strings: ConverterStrings,
  common: Strings,
  { matched, lost }: Conversion,
): TemplateResult {
  const { html, nothing } = tools;
  return html`${
    matched.length === 0
      ? nothing
      : html`<table>
          <caption>${strings.filled}</caption>
          <thead>
            <tr>${strings.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr>
          </thead>
          <tbody>${matched.map((entry) => row(tools, strings, common, entry))}</tbody>
        </table>`
  }
  ${
    lost.length === 0
      ? nothing
      : html`<div>
          <h4 id="converter-lost">${strings.lost}</h4>
          <dl aria-labelledby="converter-lost">
            ${byReason(lost).map(
              ({ why, what }) => html`<dt>
                  ${what.map((name, index) => html`${index > 0 ? ", " : nothing}<code dir="auto">${plainText(name)}</code>`)}
                </dt>
                <dd dir="auto">${reason(strings, why)}</dd>`,
            )}
          </dl>
        </div>`
  }`;
}

function row(
  { html, nothing, sentence }: ConverterTools,
  strings: ConverterStrings,
  common: Strings,
  entry: Matched,
): TemplateResult {
  const { what, value, label, option, given, notes, problem } = entry;
  const remarks = notes.map((note) => named(strings.notes, note) ?? note).join(", ");
  return html`<tr>
    <th scope="row">${named(strings.matched, what) ?? what} <code dir="auto">${plainText(value)}</code></th>
    <td><bdi>${label === null ? strings.workersOption : plainText(label || option || "")}</bdi></td>
    <td>
      <b dir="auto">${shown(strings, what, value, given)}</b>
      ${remarks === "" ? nothing : html` <span class="hint">${remarks}</span>`}
      ${problem === null ? nothing : html`<p class="wrong" dir="auto">${strings.refused} ${sentence(common, { id: "invalid", label: "", ...problem })}</p>`}
    </td>
  </tr>`;
}

function shown(strings: ConverterStrings, what: string, value: string, given: string): string {
  if (what === "environment") return strings.variables(value.split(", ").length);
  const [, minimum, maximum] = /^\[(\d+), (\d+)\]$/.exec(given) ?? [];
  if (minimum !== undefined && maximum !== undefined) return strings.range(minimum, maximum);
  return plainText(given);
}

function reason(strings: ConverterStrings, { why, option }: Lost): string {
  const of = option === undefined ? undefined : named(strings.reasonsOf, why);
  return of?.(plainText(option ?? "")) ?? named(strings.reasons, why) ?? plainText(why);
}
