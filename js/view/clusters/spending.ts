import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "../context.js";
import type { ClusterView, SpendingView } from "../model.js";
import type { Strings } from "../strings/index.js";
import { digitsOf, formatMoney } from "../ui/format.js";
import { ticking } from "../ui/ticking.js";

const HOUR_MS = 3_600_000;
const MICRO = 1e6;

/** What a running cluster has cost so far. It goes on by itself: the core tells only when its workers change. */
export function spentSoFar(
  { strings, clock }: Context,
  spending: SpendingView | null,
): TemplateResult | typeof nothing {
  if (spending === null) return nothing;
  return html`<span
    class="spent"
    ${ticking(clock, (now) => {
      const text = sumText(strings, [spending], now);
      return { text, title: strings.spentTitle };
    })}
  ></span>`;
}

/** What all running clusters cost together: those of which that is known, and it is said if they are not all. */
export function spentByAll(
  { strings, clock }: Context,
  clusters: readonly ClusterView[],
): TemplateResult | typeof nothing {
  const spendings = clusters.flatMap(({ spending }) => spending ?? []);
  const { currency } = spendings[0]?.rate ?? {};
  if (currency === undefined) return nothing;
  const rate = spendings.reduce((sum, it) => sum + it.rate.micros, 0);
  const anHour = strings.anHour(formatMoney(rate / MICRO, currency, strings.lang));
  const running = clusters.filter(({ status }) => status === "RUNNING").length;
  const known = spendings.length;
  return html`<span
    class="spent"
    ${ticking(clock, (now) => {
      const cost = `${anHour}, ${sumText(strings, spendings, now)}`;
      const text = known < running ? strings.costOf(known, running, cost) : cost;
      return { text, title: strings.spentByAllTitle };
    })}
  ></span>`;
}

function sumText(strings: Strings, spendings: readonly SpendingView[], now: number): string {
  const sum = spendings.reduce((all, it) => all + spentAt(it, now), 0);
  const currency = spendings[0]?.spent.currency ?? "";
  // The smallest coin.
  const least = 10 ** -digitsOf(currency);
  // Else it would change each second, by what nobody pays for.
  return sum < least
    ? strings.underSoFar(formatMoney(least, currency, strings.lang))
    : strings.soFar(formatMoney(sum, currency, strings.lang));
}

/** A clock may be set back. */
function spentAt({ spent, at, rate }: SpendingView, now: number): number {
  return (spent.micros + (rate.micros * Math.max(0, now - at)) / HOUR_MS) / MICRO;
}
