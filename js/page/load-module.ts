/** How modules get into a page: each once, and again after a failure. */

/** Does it once. A failure can be tried again. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}

/** Imports a module natively, unbundled: whoever in the page imports it under this URL gets the same instance. */
export function importOnce<T>(urlOf: () => URL): () => Promise<T> {
  let attempts = 0;
  return once(() => {
    const url = urlOf();
    // Chromium remembers that an import failed, and would not ask the server again under the same name.
    if (attempts > 0) url.searchParams.set("attempt", String(attempts));
    attempts += 1;
    return import(/* webpackIgnore: true */ url.href);
  });
}

type Init = (from: { module_or_path: Response }) => Promise<unknown>;

/**
 * Starts a WebAssembly module. Jupyter servers send files as they are: so it is packed in the script (`packed`: gzip, as
 * base64 text), and unpacked by the browser itself.
 */
export async function startModule(init: Init, packed: string): Promise<void> {
  const text = atob(packed);
  // `Uint8Array.from` would go through the text by its iterator: of the core's module 15 ms, a fifth of what a panel takes.
  const gzipped = new Uint8Array(text.length).map((_, i) => text.charCodeAt(i));
  const unpacked = new Blob([gzipped]).stream().pipeThrough(new DecompressionStream("gzip"));
  const headers = { "Content-Type": "application/wasm" };
  await init({ module_or_path: new Response(unpacked, { headers }) });
}
