/**
 * One sheet for all in a document who adopt it, made at first use. Not a `<style>` element: a page whose content security policy
 * forbids inline styles still shows it. `root` must be in its place: a document takes no sheet of another, a frame's.
 */
export function sharedSheet(styles: string): (root: Node) => CSSStyleSheet {
  const sheets = new WeakMap<Document, CSSStyleSheet>();
  return (root) => {
    const page = root.ownerDocument ?? document;
    let sheet = sheets.get(page);
    if (sheet === undefined) {
      sheet = new (page.defaultView ?? window).CSSStyleSheet();
      sheet.replaceSync(styles);
      sheets.set(page, sheet);
    }
    return sheet;
  };
}
