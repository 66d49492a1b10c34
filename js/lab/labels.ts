/** Texts of JupyterLab's plugins that are read before the view and its languages are there, in English. */
export interface Labels {
  [name: string]: string | Labels;
}

const tables: Labels[] = [];
/** Into JupyterLab's language, once that is known. */
let into = (english: string): string => english;

/**
 * Hands a table out, in whose texts English gives way to JupyterLab's language as soon as that is known: so they are to be read where
 * they are used, not where modules are loaded. `js/zh/labels.ts` has to have each of them; the build makes JupyterLab's language pack of
 * both.
 */
export function labels<Table extends Labels>(table: Table): Table {
  tables.push(table);
  translate(table);
  return table;
}

/** JupyterLab's language is one that we have, and it is not English. */
export let isTranslated = false;

/** JupyterLab's language is known. */
export function speak(say: typeof into): void {
  into = say;
  tables.forEach(translate);
}

function translate(table: Labels): void {
  for (const name in table) {
    const text = table[name] as string | Labels;
    if (typeof text === "string") {
      const said = into(text);
      table[name] = said;
      isTranslated ||= said !== text;
    } else translate(text);
  }
}
