/** A link with options by which a page was opened: `#dask-gateway=…`, with `&form=…` where the page has several forms. */
const NAME = "dask-gateway";

/** Where an element stands among those of the page that have a form; null: it is the only one. */
function placeOf(element: HTMLElement): string | null {
  const all = [...document.querySelectorAll(`${NAME}:not([view=clusters])`)];
  return all.length > 1 ? `${all.indexOf(element)}` : null;
}

/** The address of this page that brings the link to the element's form. */
export function pageAddress(element: HTMLElement, link: string): string {
  const url = new URL(location.href);
  const place = placeOf(element);
  url.hash = `${NAME}=${link}${place === null ? "" : `&form=${place}`}`;
  return url.href;
}

/** Gives it once, and takes it out of the address bar, so that a reload does not fill the form again. Null: there is none for this one. */
export function takeLink(element: HTMLElement): string | null {
  const prefix = `#${NAME}=`;
  if (!location.hash.startsWith(prefix)) return null;
  const [link = "", place] = location.hash.slice(prefix.length).split("&form=");
  if (place !== undefined && place !== (placeOf(element) ?? place)) return null;
  const url = new URL(location.href);
  url.hash = "";
  history.replaceState(history.state, "", url.href.replace(/#$/, ""));
  return link;
}

/** The link in an address that brings one, of this page or of JupyterLab; or the text itself. */
export function linkIn(text: string): string {
  return /[#?&]dask-gateway=([^&#\s]*)/.exec(text)?.[1] ?? text;
}
