import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inChinese } from "../../js/zh/core-words.js";

/** Details that the core says in English: each that stands in its sources has its Chinese. */

const source = (folder: string) => {
  const place = new URL(`../../src/schema/${folder}/`, import.meta.url);
  return readdirSync(place)
    .map((file) => readFileSync(new URL(file, place), "utf8"))
    .join("\n");
};
const yaml = source("yaml");

/** What a pattern finds of it; with a second group, what stands on both sides of a character. */
const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, before = "", after]) =>
    after === undefined ? before : `${before} 'X'${after}`,
  );

/** As they come out, with something for what differs. */
const filled = (text: string) => text.replace(/\{[a-z_:A-Z]*\}/g, "7").replaceAll("\\'", "'");

const SENTENCES = [
  ...all(yaml, /\.error\((?:format!\()?"([^"]+)"/g),
  ...all(yaml, /open_block\([\w:]+, "([^"]+)"/g),
  ...all(yaml, /unexpected(?:_at)?\((?:\w+, )?&?(?:format!\()?"([^"]*found[^"]*)"\)?, "([^"]*)"/g),
  ...all(yaml, /hex\(\w+, &?(?:format!\()?"([^"]+)"/g).map((text) => `${text} 'X'`),
]
  // It puts those together.
  .filter((text) => !text.startsWith("{before}"))
  .map(filled);

const KINDS = all(yaml, /=> "([a-z][^"]+)"/g).filter((word) => /^(?:an?|the) |^null$/.test(word));

const english = (text: string) => text.match(/[A-Za-z]{2,}/g) ?? [];
/** What is a name in any language. */
const NAMES = ["YAML", "JSON", "UTF", "FFFF", "URI", "null"];

test("each sentence about YAML, and each word for what stands in a text", () => {
  expect(SENTENCES.length).toBeGreaterThan(45);
  expect(KINDS.length).toBeGreaterThan(12);
  const left = [...SENTENCES, ...KINDS].filter((text) => {
    const said = inChinese(text);
    return !/[\u3400-\u9fff]/.test(said) || english(said).some((word) => !NAMES.includes(word));
  });
  expect(left).toEqual([]);
});

test("each sentence about JSON, and each about an answer that cannot be understood", () => {
  const read = (file: string) =>
    readFileSync(new URL(`../../src/${file}.rs`, import.meta.url), "utf8");
  const readers = ["schema/json", "schema/spec", "gateway/cluster_info"].map(read).join("\n");
  const faults = [
    ...all(readers, /\.error(?:_at)?\((?:\w+, )?"([^"]+)"/g),
    ...all(readers, /open\(b'.', "([^"]+)"/g),
    ...all(readers, /TOO_LONG: &str = "([^"]+)"/g),
  ].map((text) => text.replaceAll("\\\\", "\\"));
  const answers = all(
    [
      ...["gateway/cluster_info", "gateway/reply", "gateway/scheduler_stats"],
      "core/clusters/server_ticks",
    ]
      .map(read)
      .join("\n"),
    /Unexpected\("([^"]+)"/g,
  );
  expect(new Set(faults).size).toBeGreaterThan(11);
  expect(answers.length).toBeGreaterThan(7);
  const names = [...NAMES, "cluster_options", "field", "default", "spec", "uXXXX"];
  const left = [...faults, ...answers].filter(
    (text) =>
      inChinese(text) === text ||
      english(inChinese(text).replaceAll("_", "")).some(
        (word) => !names.some((name) => name.replaceAll("_", "") === word),
      ),
  );
  expect(left).toEqual([]);
  expect(inChinese("Expecting ',' delimiter: line 1 column 4")).toBe(
    "这里应为 ','（第 1 行，第 4 列）",
  );
});

test("each sentence about worker templates", () => {
  const said = all(source("worker_template"), /"([A-Z-][^"\n]{12,})"\.into\(\)/g);
  const more = [
    "There are more than 50 documents in it.",
    "It cannot be read as YAML: expected a value, but found ',' (line 2, column 3).",
    "This was written by another version of jupyter-dask-gateway “9”.",
    "The pod has 2 containers (“a”, “b”): leave only the one that runs the worker.",
    "The pod has 5 containers: leave only the one that runs the worker.",
    "--nthreads “x” is no number of threads.",
    "--memory-limit “x” is no size as Dask reads them, such as 14GB or 7.5GiB.",
  ];
  expect(said.length).toBeGreaterThan(5);
  expect([...said, ...more].filter((text) => inChinese(text) === text)).toEqual([]);
  expect(inChinese(more[1] as string)).toBe(
    "无法作为 YAML 读取：应为值，但这里是','（第 2 行，第 3 列）。",
  );
});

test("what somebody wrote stays as it is, and so does what is not known", () => {
  expect(inChinese("found undefined alias 'a list'")).toBe("别名“a list”没有定义");
  expect(inChinese("JSON cannot hold a date; in quotes it stays text")).toBe(
    "JSON 无法表示日期；加上引号则保留为文本",
  );
  expect(inChinese("HTTP 500")).toBe("HTTP 500");
  expect(inChinese('the kernel has no file "zh"')).toBe("内核没有文件 zh");
  const long = `found undefined alias '${"x".repeat(1_000_000)}'`;
  expect(inChinese(long)).toBe(long);
});
