import { html, nothing, type TemplateResult } from "lit/html.js";
import type { FootprintView, Money } from "../model.js";
import { formatMessage, type Strings } from "../strings/index.js";
import { formatAmount, formatBytes, formatMoney } from "./format.js";

const MILLI = 1e3;
const MICRO = 1e6;

/** What so many workers come to, and which of the site's limits that is over. `button`: which of several asks for them. */
export function footprintLine(
  strings: Strings,
  footprint: FootprintView | null,
  button?: string,
): TemplateResult | typeof nothing {
  if (footprint === null) return nothing;
  const { cores, memory, gpus, price, over } = footprint;
  const text = footprintText(strings, footprint);
  return html`<p
    class="footprint"
    part="footprint"
    role="status"
    aria-label=${strings.footprint + (button ? `: ${button}` : "")}
    data-cores=${cores === null ? nothing : cores / MILLI}
    data-memory=${memory ?? nothing}
    data-gpus=${gpus === null ? nothing : gpus / MILLI}
    data-price=${price === null ? nothing : price.micros / MICRO}
  >
    ${text}
    ${over.map((limit) => html`<span class="over">${formatMessage(strings, limit)}</span>`)}
  </p>`;
}

/** "4 workers: 8 cores, 32 GiB, about 0.42 USD an hour"; empty where nothing of it is known. */
export function footprintText(strings: Strings, footprint: FootprintView): string {
  const { workers, upTo, cores, memory, gpus, price } = footprint;
  const parts: string[] = [];
  if (cores !== null)
    parts.push(strings.cores(cores / MILLI, formatAmount(cores / MILLI, strings.lang)));
  if (memory !== null) parts.push(formatBytes(memory, strings.lang));
  if (gpus !== null)
    parts.push(strings.gpus(gpus / MILLI, formatAmount(gpus / MILLI, strings.lang)));
  if (price !== null) parts.push(strings.anHour(money(price, strings.lang)));
  return parts.length === 0 ? "" : strings.footprintOf(workers, upTo, parts.join(", "));
}

/** "0.42 USD" */
export function money({ micros, currency }: Money, lang: string): string {
  return formatMoney(micros / MICRO, currency, lang);
}
