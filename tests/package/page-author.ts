/** A page author's file, for types.test.mjs: it is compiled with the package as npm packs it, and never run. */
import type {
  Authorization,
  GatewayAttributes,
  GatewayElement,
  LaunchOptions,
  LinkOptions,
} from "jupyter-dask-gateway";

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

export { attributes, header, link, tags, texts, written };
