/**
 * One sheet for all who adopt it, made at first use. Not a `<style>` element: a page whose content security policy forbids inline
 * styles still shows it.
 */
export function sharedSheet(styles: string): () => CSSStyleSheet {
  let sheet: CSSStyleSheet | undefined;
  return () => {
    if (sheet === undefined) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
    }
    return sheet;
  };
}
