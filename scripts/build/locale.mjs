/**
 * What the Python package brings for JupyterLab's translators: a language pack for labels and settings, made of our own tables. English
 * stands in js/lab and schema, Chinese in js/zh.
 */
import fs from "node:fs";
import path from "node:path";
import { at, Failure, filesIn, main } from "../lib.mjs";

/** JupyterLab finds it by the entry point of this name: pyproject.toml. */
const DOMAIN = "jupyter_dask_gateway";
export const LOCALE = "jupyter_dask_gateway/locale";
/** By the name that JupyterLab's own pack has for it, and as browsers write it. */
const LANGUAGE = { folder: "zh_CN", tag: "zh-CN", plurals: "nplurals=1; plural=0;" };

/** The texts of a schema that JupyterLab translates, each with the context under which it looks for them: jupyterlab_server's. */
const IN_SCHEMAS = [
  [/^\/(?:definitions\/.*\/)?properties\/.*\/(?:title|description)$/, "settings"],
  [/^\/(?:title|description)$/, "schema"],
  [/^\/jupyter\.lab\.setting-icon-label$/, "settings"],
  [/^\/jupyter\.lab\.menus\/.*\/label$/, "menu"],
  [/^\/jupyter\.lab\.toolbars\/.*\/label$/, "toolbar"],
];

await main(import.meta.url, async () => {
  const entries = [...(await labels()), ...(await settings())];
  const messages = collect(entries);
  fs.rmSync(at(LOCALE), { recursive: true, force: true });
  const { version } = JSON.parse(fs.readFileSync(at("package.json"), "utf8"));
  const { folder, tag, plurals } = LANGUAGE;
  const header = { domain: DOMAIN, language: tag, plural_forms: plurals, version };
  const pack = { "": header };
  for (const { context, english, chinese } of messages)
    pack[context === "" ? english : `${context}\u0004${english}`] = [chinese];
  write(`${folder}/LC_MESSAGES/${DOMAIN}.json`, `${JSON.stringify(pack, null, 1)}\n`);
  write(`${folder}/LC_MESSAGES/${DOMAIN}.po`, po(messages, version, LANGUAGE));
  write(`${DOMAIN}.pot`, po(messages, version, null));
});

function write(name, text) {
  fs.mkdirSync(path.dirname(at(LOCALE, name)), { recursive: true });
  fs.writeFileSync(at(LOCALE, name), text);
}

/** What the plugins say: the types see to it that Chinese has all. */
async function labels() {
  const load = (name) => import(at(`build/js/${name}.js`));
  const [{ labels: chinese }, args, card, lab, later, lite, offer, widget] = await Promise.all(
    [
      "zh/labels",
      "lab/arguments-strings",
      "lab/card-strings",
      "lab/strings",
      "lab/later-strings",
      "lab/lite-strings",
      "lab/kubernetes-offer-strings",
      "widget/strings",
    ].map(load),
  );
  const english = {
    arguments: args.strings,
    card: card.strings,
    lab: lab.strings,
    later: later.later,
    lite: lite.liteLabels,
    offer: offer.strings,
    widget: widget.en,
  };
  return texts(chinese).map(([place, text]) => ({
    place: `js/lab ${place}`,
    context: "",
    english: textAt(english, place),
    chinese: text,
  }));
}

/** What the settings editor says. */
async function settings() {
  const { settings: chinese } = await import(at("build/js/zh/settings.js"));
  return filesIn("schema").flatMap((file) => {
    const words = chinese[path.basename(file, ".json")] ?? {};
    return texts(JSON.parse(fs.readFileSync(at(file), "utf8"))).flatMap(([place, english]) => {
      const context = IN_SCHEMAS.find(([pattern]) => pattern.test(place))?.[1];
      if (context === undefined) return [];
      return [{ place: `${file} ${place}`, context, english, chinese: textAt(words, place) }];
    });
  });
}

/** All texts of a table, with their places: "/running/title". */
function texts(table, place = "") {
  if (typeof table === "string") return [[place, table]];
  if (typeof table !== "object" || table === null) return [];
  return Object.entries(table).flatMap(([name, value]) => texts(value, `${place}/${name}`));
}

function textAt(table, place) {
  const names = place.split("/").slice(1);
  return names.reduce((found, name) => found?.[name], table);
}

/** Each text once, in the order of their places. */
function collect(entries) {
  const all = new Map();
  for (const { place, context, english, chinese } of entries) {
    if (typeof english !== "string" || typeof chinese !== "string")
      throw new Failure(`js/zh/labels.ts or js/zh/settings.ts lacks a text: ${place}`);
    const key = `${context}\u0004${english}`;
    const known = all.get(key);
    if (known === undefined) all.set(key, { places: [place], context, english, chinese });
    else if (known.chinese === chinese) known.places.push(place);
    else throw new Failure(`Two translations of “${english}”: ${known.places.join()} and ${place}`);
  }
  return [...all.values()];
}

/** gettext's file, for translators' tools. `language`: null for the template. */
function po(messages, version, language) {
  const header = [
    `Project-Id-Version: jupyter-dask-gateway ${version}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
    ...(language ? [`Language: ${language.folder}`, `Plural-Forms: ${language.plurals}`] : []),
  ];
  const head = `msgid ""\nmsgstr ""\n${header.map((line) => JSON.stringify(`${line}\n`)).join("\n")}`;
  const entry = ({ places, context, english, chinese }) =>
    [
      ...places.map((place) => `#. ${place}`),
      ...(context === "" ? [] : [`msgctxt ${JSON.stringify(context)}`]),
      `msgid ${JSON.stringify(english)}`,
      `msgstr ${JSON.stringify(language ? chinese : "")}`,
    ].join("\n");
  return `${[head, ...messages.map(entry)].join("\n\n")}\n`;
}
