/**
 * Parts on demand: ES modules of ours that `dask-gateway.js` fetches when they are first needed. Panel, widget and element
 * all ask that module, so each part is one instance in a page. The single file has those of pages inside.
 *
 * To add one: a folder below js/ whose `index.ts` exports `buildId`, its name here, in asset-urls.d.ts and in the widget's
 * protocol.py, and a row in the build's table.
 */
import type * as Choosing from "../choosing/index.js";
import type * as Doctor from "../doctor/index.js";
import type * as Element from "../element/index.js";
import type * as Insight from "../insight/index.js";
import type * as Kubernetes from "../kubernetes/index.js";
import type * as Rest from "../rest/index.js";
import type * as Schema from "../schema/index.js";
import type * as Validation from "../validation/index.js";
import type * as Zh from "../zh/index.js";
import { buildId } from "./build-id.js";
import { once } from "./load-module.js";
import { partProblems } from "./strings.js";

/** What each part exports. */
export interface PartModules {
  choosing: typeof Choosing;
  doctor: typeof Doctor;
  element: typeof Element;
  insight: typeof Insight;
  kubernetes: typeof Kubernetes;
  rest: typeof Rest;
  schema: typeof Schema;
  validation: typeof Validation;
  zh: typeof Zh;
}
export type PartName = keyof PartModules;

/** Imports a part's module. May reject with anything, and is asked again after that. */
export type PartSource = (name: PartName) => Promise<unknown>;

/** A part is not there. Its message is for people, without a full stop. */
export class PartError extends Error {
  constructor(
    /** "other-version": it was built with other files than this one, so that only a reload helps. */
    readonly reason: "unavailable" | "other-version",
    name: PartName,
    options?: ErrorOptions,
  ) {
    super(partProblems()[reason](`dask-gateway-${name}.js`), options);
  }
}

let source: PartSource;

/** Where parts come from, and from now on: each module says so before anything asks. */
export function setPartSource(other: PartSource): void {
  source = other;
}

const loaders = new Map<PartName, () => Promise<unknown>>();

/** The part, imported once per page. Rejects with a PartError; the next call tries again. */
export function loadPart<Name extends PartName>(name: Name): Promise<PartModules[Name]> {
  const load = loaders.get(name) ?? loader(name);
  loaders.set(name, load);
  return load() as Promise<PartModules[Name]>;
}

function loader(name: PartName): () => Promise<unknown> {
  return once(async () => {
    let part: { buildId?: string };
    try {
      part = (await source(name)) as typeof part;
    } catch (cause) {
      throw new PartError("unavailable", name, { cause });
    }
    if (part.buildId !== buildId) throw new PartError("other-version", name);
    return part;
  });
}
