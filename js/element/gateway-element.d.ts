/** `<dask-gateway>` as authors of web pages have it; also of npm's package. `custom-elements.json` says the same for tools. */

/** Gives the `Authorization` header for requests to `address`, at once; null: none is needed. */
export type Authorization = (address: string) => string | null;

/** Where a page has its gateway by itself, and how a request gets there. */
export interface GatewayConnection {
  /** "pass-through": `base + "config"` has the gateway's configuration, as the Jupyter server extension tells it. */
  readonly route: "direct" | "pass-through";
  /** What the routes hang below: `base + "api/v1/options"`. Ends with a slash. */
  readonly base: string;
  /** What dashboards hang below where the route is "direct"; `base` by default. */
  readonly publicAddress?: string;
  /** What the site says, as the attribute has it, where the route is "direct". */
  readonly site?: string;
  /** Headers of the next request; asked each time. */
  headers(): Record<string, string>;
  readonly credentials: RequestCredentials;
}

/** Requests that a program of the page's passes on: `config`, `api/…` and `clusters/…`, as the Jupyter server extension serves them. */
export interface GatewayRelay {
  readonly route: "relay";
  /** Names the gateway: elements with the same share one form and one list. */
  readonly base: string;
  /** Performs one request, with a time limit of its own; rejects when no answer can come any more. */
  send(method: string, path: string, body?: string): Promise<Response>;
}

/** What the cluster comes to that the form would launch, by the site's settings. Null: not known. */
export interface Footprint {
  /** Of so many workers; null: of each one. */
  readonly workers: number | null;
  /** Of so many at most. */
  readonly upTo: boolean;
  readonly cores: number | null;
  /** Bytes. */
  readonly memory: number | null;
  readonly gpus: number | null;
  readonly price: { readonly anHour: number; readonly currency: string } | null;
}

/** What the form's choices come to. All are null before the form is there, and the texts while something in it is not valid. */
export interface FormApi {
  /** The JSON text that launches such a cluster: `{"cluster_options": {…}}`. Secrets that were typed are in it. */
  requestBody(): string | null;
  /** As "Copy as Python" has it. */
  pythonCode(): string | null;
  /** What stands behind `#dask-gateway=`, without secrets and mappings; null also where that would be too long. */
  link(): string | null;
  footprint(): Footprint | null;
  /** Fills the form from a link, or from an address that has one. Nothing is launched. */
  openLink(text: string): void;
}

export interface GatewayElement extends HTMLElement, FormApi {
  /** A login that the page has. Without one the element asks the user. Never an attribute: markup is no place for it. */
  authorization: Authorization | null;
  /** A connection of the page's own, which comes before all else: there is no form to log in. */
  connection: GatewayConnection | GatewayRelay | null;
  /** The attribute of this name: what the site says of its gateway, as JSON text. */
  site: string | null;
  /** The attribute of this name: the options of a form without a gateway, as JSON text, or where they are. */
  get spec(): string | null;
  set spec(value: string | object | null);

  addEventListener<Type extends keyof GatewayEventMap>(
    type: Type,
    listener: (this: GatewayElement, event: GatewayEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** None of them bubbles. */
export interface GatewayEventMap {
  /** The form is there, or something in it has changed. */
  change: CustomEvent<{ readonly valid: boolean }>;
  /** A cluster was created: the first 8 characters of its name. */
  launch: CustomEvent<{ readonly cluster: string }>;
  /** A sentence that the element shows: what is wrong. */
  error: CustomEvent<{ readonly message: string }>;
}

/** What can be written in the tag, for frameworks that check that. One of `address` and `spec` is needed. */
export interface GatewayAttributes {
  /** The gateway's address. It may be relative to the page. */
  address?: string;
  /** The options of a form without a gateway: JSON, or the address that has it. */
  spec?: string;
  /** Where browsers find the dashboards, if that is elsewhere. */
  "public-address"?: string;
  site?: string;
  /** All, or a part. */
  view?: "all" | "options" | "clusters";
}

declare global {
  interface HTMLElementTagNameMap {
    "dask-gateway": GatewayElement;
  }
}
