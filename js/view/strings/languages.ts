/**
 * Which table is for whom. English is always there; Chinese is a part of its own, fetched where a page or an element is in that
 * language: a first picture waits a moment for it, lest English flashes up before, and later ones follow when it has come.
 */
import { loadPart } from "../../page/parts.js";
import { tellLanguage, tellTables } from "../../page/spoken.js";
import { en } from "./en.js";
import type { Strings } from "./table.js";

/** How long a first picture waits for its language. */
const PATIENCE_MS = 1_000;

/**
 * Simplified Chinese, as browsers and as JupyterLab write it: "zh", "zh-CN", "zh-Hans-SG", "zh_CN". Those who read traditional
 * characters have other words for much of this, and are used to English here: they keep it until somebody writes their table.
 */
const CHINESE = /^zh(?:[-_]hans(?![a-z])|(?![a-z])(?!.*[-_](?:hant|tw|hk|mo)(?![a-z])))/i;

let chinese: Strings | undefined;
let asked: Promise<void> | undefined;
const listeners = new Set<() => void>();

/** The table for a page's `lang`. One that is not there yet is asked for, and `followLanguage` tells when it has come. */
export function stringsFor(lang: string | null | undefined): Strings {
  if (!CHINESE.test(lang ?? "")) return en;
  asked ??= loadPart("zh").then(
    (part) => {
      chinese = part.zh;
      for (const listener of listeners) listener();
      tellLanguage();
    },
    // English does, too.
    (error: unknown) => console.warn(error),
  );
  return chinese ?? en;
}

/** The table for the language of the page. */
export function pageStrings(): Strings {
  return stringsFor(globalThis.document?.documentElement.lang);
}

tellTables(() => pageStrings().parts);

/** The table for where a node stands: the nearest `lang` counts, also outside of its shadow root. */
export function stringsAt(node: Element): Strings {
  return stringsFor(langAt(node));
}

function langAt(node: Element): string | undefined {
  for (let at: Element | undefined = node; at; at = (at.getRootNode() as ShadowRoot).host) {
    const owner = at.closest<HTMLElement>("[lang]");
    if (owner !== null) return owner.lang;
  }
  return undefined;
}

/** Settles when the table for this place is there, or is not to be had, or lets one wait too long; null: it is there. */
export function languageToCome(node: Element): Promise<unknown> | null {
  const lang = langAt(node);
  if (!CHINESE.test(lang ?? "") || stringsFor(lang) !== en) return null;
  return Promise.race([asked, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** Calls `changed` whenever the table for this place has become another one, until the signal aborts. */
export function followLanguage(node: Element, changed: () => void, signal: AbortSignal): void {
  let last = stringsAt(node);
  const look = () => {
    const now = stringsAt(node);
    if (now === last) return;
    last = now;
    changed();
  };
  const observer = new MutationObserver(look);
  const watched = { attributeFilter: ["lang"], subtree: true };
  observer.observe(node.ownerDocument, watched);
  for (let at: Element | undefined = node; at; ) {
    const root = at.getRootNode();
    observer.observe(root, watched);
    at = (root as ShadowRoot).host;
  }
  listeners.add(look);
  signal.addEventListener("abort", () => {
    observer.disconnect();
    listeners.delete(look);
  });
}
