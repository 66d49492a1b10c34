import { readdirSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { strings as args } from "../../js/lab/arguments-strings.js";
import { strings as card } from "../../js/lab/card-strings.js";
import { strings as offer } from "../../js/lab/kubernetes-offer-strings.js";
import { later } from "../../js/lab/later-strings.js";
import { liteLabels as lite } from "../../js/lab/lite-strings.js";
import { strings as lab } from "../../js/lab/strings.js";
import type { ClusterView, Message } from "../../js/view/model.js";
import { en } from "../../js/view/strings/en.js";
import { formatMessage, formatReason } from "../../js/view/strings/index.js";
import { en as widget } from "../../js/widget/strings.js";
import { zh } from "../../js/zh/index.js";
import { labels } from "../../js/zh/labels.js";
import { settings } from "../../js/zh/settings.js";
import { plot } from "../../js/zh/words.js";
import { englishIn } from "./english-in.js";
import { all, reasons, WHYS } from "./every-message.js";

/**
 * The Chinese tables. That they are complete the types say; here: that each sentence carries what the English one carries, that no
 * English is left, and that they are set as Chinese is.
 */

/** The English tables of the parts and hosts are theirs: as each hands them out where there is no other language. */
const english = async () => {
  const [choosing, doctor, element, hub, insight, jupyter, kubernetes, logs, widget, ...lab] =
    await Promise.all([
      import("../../js/choosing/strings.js").then((it) => it.choosingStrings(en)),
      import("../../js/doctor/strings.js").then((it) => it.en),
      import("../../js/element/strings.js").then((it) => it.strings),
      import("../../js/hub/strings.js").then((it) => it.strings()),
      import("../../js/insight/strings.js").then((it) => it.insightStrings(en)),
      import("../../js/jupyter/strings.js").then((it) => it.strings()),
      import("../../js/kubernetes/strings.js").then((it) => it.converterStrings(en)),
      import("../../js/insight/logs/strings.js").then((it) => it.logStrings(en)),
      import("../../js/widget/strings.js").then((it) => it.strings()),
      import("../../js/lab/clusters-strings.js").then((it) => it.strings()),
      import("../../js/lab/connect-strings.js").then((it) => it.strings()),
      import("../../js/lab/dashboard-strings.js").then((it) => it.strings()),
      import("../../js/lab/extension-strings.js").then((it) => it.strings()),
      import("../../js/lab/questions-strings.js").then((it) => it.strings()),
      import("../../js/lab/told-strings.js").then((it) => it.strings()),
    ]);
  const [labClusters, labConnect, labDashboard, labExtensions, labQuestions, labTold] = lab;
  const { clipboardStrings, partProblems } = await import("../../js/page/strings.js");
  return {
    ...{ clipboard: clipboardStrings(), parts: partProblems() },
    ...{ choosing, doctor, element, hub, insight, jupyter, kubernetes, logs, widget },
    ...{ labClusters, labConnect, labDashboard, labExtensions, labQuestions, labTold },
  };
};

const CHINESE = /[\u3400-\u9fff]/;

/** Half-width punctuation beside Chinese, no space between Chinese and other writing, or one before punctuation. */
const SET_WRONG =
  /[\u3400-\u9fff][,;:?!()](?!\/)|[,;:?!()][\u3400-\u9fff]|[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u3400-\u9fff]| [，。：；？！（）、]|[，。：；？！、] (?![^\u3400-\u9fff])/;

/** Where a sentence is not set as it should be; "": nowhere. */
const wrongIn = (sentence: string) =>
  // Dates are the browser's.
  SET_WRONG.exec(sentence.replace(/\d+月\d+日/g, "0"))?.[0] ?? "";

/** Placeholders, and names that stay as they are in labels: of packages, files and settings. */
const namesIn = (path: string, english: string) =>
  english.match(/^(labels|schema)/.test(path) ? /\{\w+\}|[a-z]+(?:[-._:][a-z]+)+/g : /\{\w+\}/g) ??
  [];

interface Said {
  path: string;
  english: string;
  chinese: string;
  /** What it was called with. */
  given: readonly string[];
}

/** All that two tables say: functions of texts and numbers with arguments that can be told apart. */
function compare(path: string, english: unknown, chinese: unknown): Said[] {
  if (typeof english === "string")
    return [{ path, english, chinese: chinese as string, given: namesIn(path, english) }];
  if (typeof english === "function") return called(path, english as Say, chinese as Say);
  expect(Object.keys(chinese as object).sort(), path).toEqual(
    Object.keys(english as object).sort(),
  );
  return Object.entries(english as object).flatMap(([key, value]) =>
    compare(`${path}.${key}`, value, (chinese as Record<string, unknown>)[key]),
  );
}

type Say = (...args: unknown[]) => unknown;

/** Those that take objects, or more than a text, have tests of their own. */
const OBJECTS = /\.(?:tasks|workersSum|overTime|messages|reasons|footprintOf)$/;

function called(path: string, english: Say, chinese: Say): Said[] {
  if (OBJECTS.test(path)) return [];
  const numbers = [...Array(english.length).keys()].map((index) => 211 + index);
  const texts = numbers.map((n) => `text${n}`);
  const said: Said[] = [];
  for (const [args, given] of [
    [numbers, numbers.map(String)],
    [texts, texts],
  ] as const) {
    let told: unknown;
    try {
      told = english(...args);
    } catch {
      continue;
    }
    // It counts.
    if (/NaN/.test(JSON.stringify([told, chinese(...args)]))) continue;
    said.push(
      ...compare(`${path}(${given})`, told, chinese(...args)).map((each) => ({ ...each, given })),
    );
  }
  expect(said.length, path).toBeGreaterThan(0);
  return said;
}

async function everything(): Promise<Said[]> {
  const tables = await english();
  const { plugins: _plugins, ...ownLabels } = lab;
  const { parts, messages: _, reasons: __, ...view } = zh;
  // The others are said with the view's language.
  const early = alike(widget, labels.widget);
  const { parts: ___, messages: ____, reasons: _____, ...viewEn } = en;
  expect(Object.keys(parts).sort()).toEqual(Object.keys(tables).sort());
  return [
    ...compare("view", viewEn, view),
    ...compare("parts", tables, parts),
    ...compare(
      "labels",
      { ...{ arguments: args, card, lab: ownLabels, later, lite, offer }, widget: early },
      labels,
    ),
    ...Object.entries(settings).flatMap(([file, words]) =>
      compare(`schema/${file}.json`, alike(schema(file), words), words),
    ),
    ...[...Object.values(all), ...OTHERS].map((message) => ({
      path: message.id,
      english: formatMessage(en, message),
      chinese: formatMessage(zh, message),
      given: given(message),
    })),
    ...Object.values(reasons).map((reason) => ({
      path: reason.id,
      english: formatReason(en, reason),
      chinese: formatReason(zh, reason),
      given: given(reason),
    })),
  ];
}

const schema = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../schema/${file}.json`, import.meta.url), "utf8"));

/** What a schema has at the places of these words: the build asks for what is missing. */
function alike(schema: unknown, words: unknown): unknown {
  if (typeof words === "string") return schema;
  return Object.fromEntries(
    Object.entries(words as object).map(([name, word]) => [
      name,
      alike((schema as Record<string, unknown>)[name], word),
    ]),
  );
}

/** The other sentences of ids that have several. */
const OTHERS: readonly Message[] = [
  { id: "forbidden", text: "" },
  { id: "asked-to-wait", seconds: 0 },
  { id: "bare", text: "" },
  { id: "unknown-status", word: "" },
  { id: "launch-not-found", reloaded: true },
  { id: "scaling", workers: 2, endedAdapting: true },
  { id: "limited", text: "" },
  { id: "over-clusters", limit: 0 },
  { id: "over-cores", limit: 8_000, most: 0 },
  { id: "connected", clients: 3 },
  { id: "stops-when-idle", seconds: 1_800, from: 1_700_000_000_000, to: 1_700_000_400_000 },
  { id: "stops-when-idle", seconds: 1_800, from: null, to: 1_700_000_400_000 },
  { id: "ended-by-you", at: 1_700_000_000_000, otherTab: false },
  { id: "ended-elsewhere", at: 1_700_000_000_000, idle: false },
  { id: "nameless", count: 1_204 },
  { id: "no-preset", name: "Big", known: "" },
  { id: "not-a-count", text: "" },
  { id: "from-python", text: "4", kept: true },
  { id: "from-python", text: "4", kept: false },
  { id: "presets-imported", added: 0, replaced: 2 },
  { id: "presets-imported", added: 1, replaced: 0 },
  ...(["preset", "link", "kubernetes", "python"] as const).flatMap((source): Message[] => [
    { id: "not-filled", source },
    { id: "filled", source, name: "", changed: 0, workers: false, leftOut: "", invalid: "" },
    { id: "filled", source, name: "", changed: 2, workers: true, leftOut: "", invalid: "" },
  ]),
  ...(["no-name", "taken", "too-many", "too-large", "damaged", "newer", "empty"] as const).map(
    (why): Message => ({ id: "preset-refused", why }),
  ),
  ...WHYS.map((why): Message => ({ ...all.invalid, label: "", why })),
  ...(["too-long", "damaged", "newer"] as const).map(
    (why): Message => ({ id: "link-refused", why }),
  ),
  ...(["null", "bool", "number", "list", "mapping"] as const).map(
    (kind): Message => ({
      id: "not-texts",
      values: [{ name: "V", kind, value: kind === "bool" ? "true" : "" }],
      more: 0,
    }),
  ),
];

/** The texts and numbers among a message's arguments. */
const given = ({ id: _, ...args }: { id: string }): string[] =>
  Object.entries(args as Record<string, unknown>)
    // Those choose a sentence.
    .filter(([name]) => name !== "source" && name !== "why")
    .map(([, value]) => value)
    .flatMap((value) => (Array.isArray(value) ? value.map((it) => it?.name ?? it) : [value]))
    .filter((value) => typeof value === "number" || typeof value === "string")
    .map(String)
    .filter((text) => text !== "");

const said = await everything();

test("there are all the sentences, and each has what the English one has of what it was given", () => {
  expect(said.length).toBeGreaterThan(550);
  const lost = said.flatMap(({ path, english, chinese, given }) =>
    given
      .filter((each) => english.includes(each) && !chinese.includes(each))
      .map((each) => `${path}: ${each} is not in ${chinese}`),
  );
  expect(lost).toEqual([]);
  for (const { chinese, path } of said) {
    expect(typeof chinese, path).toBe("string");
    expect(chinese, path).not.toMatch(/undefined|NaN|\[object/);
  }
});

test("there is no table besides those", () => {
  const folder = new URL("../../js/", import.meta.url);
  const read = (file: string) => readFileSync(new URL(file, folder), "utf8");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /(?:^|[-/])strings\.ts$/.test(file));
  expect(files.length).toBeGreaterThan(18);
  const inLabels = read("zh/labels.ts");
  const missing = files.filter((file) => {
    const text = read(file);
    if (/\blabels\(/.test(text)) return !inLabels.includes(`"../${file.replace(/ts$/, "js")}"`);
    return !text.includes("interface PartTables");
  });
  expect(missing).toEqual([]);
});

test("no English is left", () => {
  const names = ["view.lang", "parts.doctor.lang", "view.dir", "view.title", "view.units"];
  const left = said
    .filter(({ path, english }) => english !== "" && !names.some((it) => path.startsWith(it)))
    .flatMap(({ path, chinese, given }) =>
      englishIn(chinese, given).map((word) => `${path}: ${word} in ${chinese}`),
    );
  expect(left).toEqual([]);
  const same = said
    .filter(({ english, chinese, given }) => english === chinese && !given.includes(chinese))
    .map(({ chinese }) => chinese);
  // Names, and what is a number.
  expect(
    [...new Set(same)].filter((it) => /[a-z]{2}/i.test(it) && !CHINESE.test(it)).sort(),
  ).toEqual(["CPU", "Dask Gateway", "Python", "ltr"].sort());
});

test("it is set as Chinese is: full-width punctuation, and a space beside other writing", () => {
  const wrong = said
    .map(({ path, chinese }) => ({ path, chinese, wrong: wrongIn(chinese) }))
    .filter((it) => it.wrong !== "");
  expect(wrong).toEqual([]);
  expect(wrongIn("集群A")).toBe("群A");
  expect(wrongIn("集群, 网关")).toBe("群,");
});

test("tasks, workers and what was so over time", () => {
  const { insight } = zh.parts as Required<typeof zh.parts>;
  const tasks = { all: 1_204, released: 4, memory: 2, processing: 3, waiting: 0, erred: 0 };
  expect(insight.tasks(tasks as NonNullable<ClusterView["tasks"]>)).toEqual([
    "已完成 6 个，共 1,204 个任务",
    "2 个在内存中",
    "3 个正在处理",
  ]);
  const sum = { nearLimit: 0, paused: 0, silent: 0, left: 0, lastLeft: "", isBack: false };
  const rows = [{ state: "running" }, { state: "running" }];
  const told = (more: object) =>
    insight.workersSum({ ...sum, rows, ...more } as never, "spilled" in more ? "2 GiB" : null);
  expect(told({})).toBe("2 个工作节点，没有异常。");
  expect(told({ nearLimit: 1, paused: 1, silent: 1, spilled: 1 })).toBe(
    "2 个工作节点：1 个接近内存上限，1 个已暂停，1 个没有消息，溢出到磁盘 2 GiB。",
  );
  expect(told({ left: 2, lastLeft: "w-1", isBack: true })).toBe(
    "2 个工作节点，没有异常。最近一分钟内，有 2 个离开；其中最后一个，w-1 结束后又重新启动了。",
  );
  const range = { least: 1, greatest: 4, since: null };
  expect(insight.overTime("工作节点", "4", range, String)).toBe(
    "工作节点：4，最近 10 分钟在 1 到 4 之间",
  );
});

test("what workers come to is a list of Chinese", () => {
  expect(zh.footprintOf(null, false, "1 核, 512 MiB")).toBe("每个工作节点：1 核，512 MiB");
  expect(zh.footprintOf(1_204, true, "8 核")).toBe("最多 1,204 个工作节点：8 核");
});

test("times of today and of another day", () => {
  vi.useFakeTimers({ now: new Date(2024, 0, 2, 15, 0) });
  try {
    const idle = (at: Date) =>
      formatMessage(zh, { id: "idle", since: at.getTime(), isLonger: false, isLong: false });
    expect(idle(new Date(2024, 0, 2, 12, 41))).toBe("自 12:41 起空闲。");
    expect(idle(new Date(2023, 10, 25, 0, 5))).toBe("自 11月25日 00:05 起空闲。");
  } finally {
    vi.useRealTimers();
  }
});

test("a plot is called as a scheduler calls it, whatever that is", () => {
  expect(["Progress", "constructor", "__proto__"].map(plot)).toEqual([
    "进度",
    "constructor",
    "__proto__",
  ]);
});
