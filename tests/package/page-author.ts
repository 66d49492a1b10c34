/** A page author's file, for types.test.mjs: it is compiled with the package as npm packs it, and never run. */
import host, {
  type Authorization,
  type GatewayAttributes,
  type GatewayElement,
  type LaunchOptions,
  type LinkOptions,
  parseMapping,
  ready,
  validateOptions,
  type WidgetModel,
} from "@jupyter-dask-gateway/dask-gateway";

const made: GatewayElement = document.createElement("dask-gateway");
const found: GatewayElement | null = document.querySelector("dask-gateway");
const tags: HTMLCollectionOf<GatewayElement> = document.getElementsByTagName("dask-gateway");

const authorization: Authorization = (address) => (address === "" ? null : "Basic …");
made.authorization = authorization;
made.authorization = null;
made.site = JSON.stringify({ limits: { clusters: 4 } });
made.site = found?.site ?? null;
const header: string | null | undefined = found?.authorization?.("https://gateway.example.org/");

// @ts-expect-error: a header is given at once
made.authorization = async () => "Basic …";
// @ts-expect-error: a header is a text
made.authorization = () => 5;
made.spec = [{ field: "cores" }];
const written: string | null = made.spec;
made.connection = {
  route: "pass-through",
  base: "/services/dask-gateway/",
  credentials: "same-origin",
  headers: () => ({}),
};
made.connection = { route: "relay", base: "mine", send: async () => new Response("{}") };
// @ts-expect-error: a relay sends
made.connection = { route: "relay", base: "mine" };
const texts: (string | null)[] = [made.requestBody(), made.pythonCode(), made.link()];
const dear = (made.footprint()?.price?.anHour ?? 0) > 5;
made.openLink("1.e30");
made.addEventListener("change", ({ detail }) => detail.valid || dear);
made.addEventListener("launch", ({ detail }) => detail.cluster.length);
made.addEventListener("error", ({ detail }) => detail.message.length);
made.addEventListener("click", () => made.focus());
// @ts-expect-error: there is no such detail
made.addEventListener("launch", ({ detail }) => detail.name);
// @ts-expect-error: it is JSON text
made.site = { limits: { clusters: 4 } };
// @ts-expect-error: an attribute alone, no property
made.address = "https://gateway.example.org/";
// @ts-expect-error: no method
made.launch();

const attributes: GatewayAttributes[] = [
  { address: "/services/dask-gateway/" },
  { address: "/", "public-address": "/there/", site: "{}", view: "options" },
  { spec: "options.json" },
  // @ts-expect-error: there is no such view
  { address: "/", view: "everything" },
  // @ts-expect-error: markup is no place for it
  { address: "/", authorization },
];

const launch: LaunchOptions = { workers: [0, 20] };
const link: LinkOptions = { ...launch, options: { worker_cores: 2 } };

const model: WidgetModel = { get: (name) => (name === "view" ? "options" : null), on: () => {} };
const end: () => void = host.render({ model, el: document.body });
await ready();
const mapping: string = parseMapping("a: 1");
const options: string = validateOptions("[]", "{}");

// @ts-expect-error: that is for hosts of our own
export { mount } from "@jupyter-dask-gateway/dask-gateway";
// @ts-expect-error: of the single file alone
export { default, parseMapping as same } from "@jupyter-dask-gateway/dask-gateway/dask-gateway.js";

export { attributes, end, header, link, mapping, options, tags, texts, written };
