import type { DoctorStrings } from "./strings.js";

/** What is found in English, for reports: who gets them searches for the sentences. What is shown of that is in the page's language. */
export interface Bilingual {
  /** The English table: what its sentences are in the other language is remembered as they are made. */
  readonly strings: DoctorStrings;
  /** A text as it is shown. */
  shown(text: string): string;
  /** What a text that others made is in that language. */
  learn(text: string, shown: string): void;
}

export function bilingual(english: DoctorStrings, other: DoctorStrings): Bilingual {
  const known = new Map<string, string>();
  const shown = (text: string) => known.get(text) ?? text;

  function pair(one: unknown, same: unknown): unknown {
    if (typeof one === "string") {
      known.set(one, same as string);
      return one;
    }
    if (typeof one === "function") {
      return (...args: unknown[]) => {
        const inOther = args.map((it) => (typeof it === "string" ? shown(it) : it));
        return pair(one(...args), (same as (...args: unknown[]) => unknown)(...inOther));
      };
    }
    const sentences = Object.entries(one as object);
    return Object.fromEntries(
      sentences.map(([name, it]) => [name, pair(it, (same as Record<string, unknown>)[name])]),
    );
  }

  return {
    strings: pair(english, other) as DoctorStrings,
    shown,
    // Where English is shown, because the other table is not to be had, all of it is.
    learn: (text, its) => void (other !== english && known.set(text, its)),
  };
}
