import type { ElementAttributes } from "./attributes.js";
import { HandedSource } from "./handed-source.js";
import { LoginSource } from "./login-source.js";
import { OfflineSource } from "./offline-source.js";
import type { Source } from "./source.js";

/** The way to the gateway that the attributes name: `before` where that is still the one. */
export function sourceFor(attributes: ElementAttributes, before: Source | null): Source {
  const { way } = attributes;
  switch (way.kind) {
    case "connection": {
      const isSame = before instanceof HandedSource && before.connection === way.connection;
      return isSame ? before : new HandedSource(way.connection);
    }
    case "spec": {
      const isSame = before instanceof OfflineSource && before.fits(way.base, attributes);
      const source = isSame ? before : new OfflineSource(way.base, attributes);
      source.take(way.spec);
      return source;
    }
    case "address": {
      const isSame = before instanceof LoginSource && before.base === way.base;
      return isSame ? before : new LoginSource(way.base);
    }
  }
}
