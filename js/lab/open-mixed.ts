import { isMixed } from "../page/net.js";

/**
 * Opens in a browser tab what browsers do not show inside of this page: an http address, where that came by https. To be called
 * before the first `await`, or the browser takes it for a popup; and so it would without a click.
 */
export function openMixed(address: string): void {
  const url = new URL(address, document.baseURI);
  if (isMixed(location.origin, url.href) && navigator.userActivation?.isActive !== false)
    window.open(url, "_blank", "noopener,noreferrer");
}
