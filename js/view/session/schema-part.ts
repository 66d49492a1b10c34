import { once } from "../../page/load-module.js";
import { loadPart } from "../../page/parts.js";
import type * as Schema from "../../schema/index.js";
import type * as Validation from "../../validation/index.js";

let schema: typeof Schema | undefined;
let validation: typeof Validation | undefined;

/** Fetches the module that parses mappings, once per page: no panel needs it at once. */
export const loadSchema = once(async () => {
  const part = await loadPart("schema");
  await part.ready();
  schema = part;
  return part;
});

/** Fetches the module that validates options, once per page: no panel needs it at all, for the core does that itself. */
export const loadValidation = once(async () => {
  const part = await loadPart("validation");
  await part.ready();
  validation = part;
});

function loaded<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error("Not loaded yet: await ready() first.");
  return part;
}

/**
 * What a gateway would store for the options of a create request, as JSON text the way Python writes it. Throws an Error
 * whose message is the server's `error` text. Needs `ready()`.
 *
 * @param specText The JSON text of the gateway's `cluster_options` list.
 * @param requestText The JSON text of `cluster_options` in the request.
 */
export function validateOptions(specText: string, requestText: string): string {
  return loaded(validation).validateOptions(specText, requestText);
}

/**
 * What dask_gateway's mapping field makes of a text, as JSON text the way Python writes it. Throws an Error with `line` and
 * `column` (from 1) for what is no YAML, no mapping, or nothing that JSON can hold. Needs `ready()`.
 */
export function parseMapping(yamlText: string): string {
  return loaded(schema).parseMapping(yamlText);
}
