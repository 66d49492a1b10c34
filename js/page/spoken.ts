import type { PartTables } from "../view/strings/table.js";
import { pageGlobal } from "./page-global.js";

/** What scripts outside of `dask-gateway.js` say in the language of the page: that module knows the table, and tells all. */
const page = pageGlobal<{ tables?: () => Partial<PartTables>; waiting?: (() => void)[] }>(
  "tables",
  () => ({}),
);

/** That module says where the tables are. */
export function tellTables(tables: () => Partial<PartTables>): void {
  page.tables = tables;
}

/** Another language's tables have come. */
export function tellLanguage(): void {
  for (const say of page.waiting ?? []) say();
}

/** Says it again when another language's tables have come. */
export function whenLanguageCame(say: () => void): void {
  page.waiting ??= [];
  page.waiting.push(say);
}

/** The table of this name over the English one: that stands for what another build of ours does not have, and until the other is there. */
export function spoken<Name extends keyof PartTables>(
  name: Name,
  en: PartTables[Name],
): PartTables[Name] {
  return { ...en, ...page.tables?.()[name] };
}
