import { loadCore } from "./load-core.js";

/**
 * Settles when our own tables (`*-strings.ts`) speak the page's language: for what is said before the panel has been opened. In English it
 * is there; a table that cannot be had, or lets one wait too long, is not waited for.
 */
export async function languageCame(): Promise<void> {
  const { documentElement } = document;
  if (!/^zh/i.test(documentElement.lang)) return;
  const core = await loadCore().catch(() => null);
  await core?.languageToCome(documentElement);
}
