/** A link with options by which a page was opened: `#dask-gateway=…`. */
const NAME = "dask-gateway";

/** The address of this page that brings the link to its form. */
export function pageAddress(link: string): string {
  const url = new URL(location.href);
  url.hash = `${NAME}=${link}`;
  return url.href;
}

/** Gives it once, and takes it out of the address bar, so that a reload does not fill the form again. Null: there is none. */
export function takeLink(): string | null {
  const prefix = `#${NAME}=`;
  if (!location.hash.startsWith(prefix)) return null;
  const link = location.hash.slice(prefix.length);
  const url = new URL(location.href);
  url.hash = "";
  history.replaceState(history.state, "", url.href.replace(/#$/, ""));
  return link;
}

/** The link in an address that brings one, of this page or of JupyterLab; or the text itself. */
export function linkIn(text: string): string {
  return /[#?&]dask-gateway=([^&#\s]*)/.exec(text)?.[1] ?? text;
}
