import { inputValue } from "./input-value.js";

/** Whole numbers; null: there is no such bound. */
export interface Range {
  readonly min: bigint | null;
  readonly max: bigint | null;
}

const WHOLE = /^[+-]?\d+$/;
/** Longer texts nobody counts: they stay. */
const LONGEST = 30;

/**
 * What an input does at a key: the arrows up and down count a whole number, to the ends of the range. `other`: what any other text
 * counts as; absent: it stays.
 */
export function countByArrows(
  onText: (text: string) => void,
  { min, max }: Range,
  other?: bigint,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = event.key === "ArrowUp" ? 1n : event.key === "ArrowDown" ? -1n : null;
    if (by === null) return;
    const text = inputValue(event).trim();
    if (text.length > LONGEST) return;
    const count = WHOLE.test(text) ? BigInt(text) : other;
    if (count === undefined) return;
    event.preventDefault();
    let next = count + by;
    if (max !== null && next > max) next = max;
    if (min !== null && next < min) next = min;
    onText(next.toString());
  };
}

/** The range of an option's bounds, as Python prints them. One that is no whole number is left to who judges the option. */
export function rangeOf({ min, max }: { min: string | null; max: string | null }): Range {
  return { min: whole(min), max: whole(max) };
}

function whole(bound: string | null): bigint | null {
  const [digits] = /^-?\d{1,30}(?=(\.0+)?$)/.exec(bound ?? "") ?? [];
  return digits === undefined ? null : BigInt(digits);
}
