/**
 * Details of errors that the core says in English, as PyYAML and Python's json do and with their words: why a text is no YAML or no JSON, why
 * nothing can be made of a worker template, and what of an answer cannot be understood. "{}" stands for what somebody wrote or a number, "{word}" for another of them.
 */
const SENTENCES: readonly (readonly [english: string, chinese: string])[] = [
  // Texts of YAML.
  ["expected a single document, but found another one", "应只有一个文档，但还有另一个"],
  ["found duplicate YAML directive", "YAML 指令重复"],
  [
    "found incompatible YAML document (version 1.* is required)",
    "YAML 文档的版本不兼容（需要 1.*）",
  ],
  ["duplicate tag handle '{}'", "标签前缀“{}”重复"],
  ["more than {} tag handles", "标签前缀超过 {} 个"],
  ["more than {} values, aliases included", "连同别名，值超过 {} 个"],
  ["more than {} values", "值超过 {} 个"],
  ["more than {} digits", "数字超过 {} 位"],
  ["more than {} bytes of text, aliases included", "连同别名，文本超过 {} 字节"],
  ["found undefined alias '{}'", "别名“{}”没有定义"],
  ["found duplicate anchor '{}'", "锚点“{}”重复"],
  ["nested more than {} deep, or within itself", "嵌套超过 {} 层，或嵌套在自身之中"],
  ["nested more than {} deep", "嵌套超过 {} 层"],
  ["a tag of more than {} bytes", "标签超过 {} 字节"],
  ["found undefined tag handle '{}'", "标签前缀“{}”没有定义"],
  [
    "expected a mapping of names to values, but the text is {word}",
    "应为名称到值的映射，但此文本是{word}",
  ],
  ["'{}' is no {}", "“{}”不是 {} 类型"],
  ["could not determine a constructor for the tag '{}'", "不认识标签“{}”"],
  ["merges more than {} values", "合并的值超过 {} 个"],
  ["merges nested more than {} deep", "合并嵌套超过 {} 层"],
  ["found unhashable key", "键不能是列表或映射"],
  ["expected a mapping of one pair", "应为只有一对的映射"],
  ["expected a mapping or list of mappings for merging", "要合并的应为映射或映射的列表"],
  ["JSON cannot hold {word}; in quotes it stays text", "JSON 无法表示{word}；加上引号则保留为文本"],
  ["JSON cannot hold {word}", "JSON 无法表示{word}"],
  ["longer than {} characters", "超过 {} 个字符"],
  ["sequence entries are not allowed here", "这里不能有列表项"],
  ["mapping keys are not allowed here", "这里不能有映射的键"],
  ["mapping values are not allowed here", "这里不能有映射的值"],
  ["found {word} that cannot start any token", "{word} 不能出现在这里"],
  ["could not find expected ':'", "这里缺少“:”"],
  ["found unexpected end of stream", "文本意外结束"],
  ["found unexpected document separator", "这里不能有文档分隔符"],
  ["found unknown escape character {word}", "未知的转义字符 {word}"],
  ["beyond U+10FFFF, the last character there is", "超出最后一个字符 U+10FFFF"],
  ["the escapes are not UTF-8", "转义后不是 UTF-8"],
  ["expected {word}, but found {word}", "应为{word}，但这里是{word}"],

  // Texts of JSON.
  ["{word}: line {} column {}", "{word}（第 {} 行，第 {} 列）"],
  ["Expecting value", "这里应为值"],
  ["Expecting property name enclosed in double quotes", "这里应为双引号中的名称"],
  ["Expecting {} delimiter", "这里应为 {}"],
  ["Expecting 'cluster_options'", "这里应有 cluster_options"],
  [
    "Expecting an option with field, default and spec",
    "这里应为一个选项，有 field、default 和 spec",
  ],
  ["Expecting a cluster's name", "这里应为集群的名称"],
  ["Extra data", "这里应为结尾"],
  ["Too deeply nested", "嵌套太深"],
  ["Invalid control character at", "这里不能有控制字符"],
  ["Unterminated string starting at", "从这里开始的字符串没有结束"],
  ["Invalid \\uXXXX escape", "\\uXXXX 转义无效"],
  ["Invalid \\escape", "转义无效"],
  ["Exceeds the limit ({} digits) for integers", "整数超过 {} 位"],

  // What is not there.
  ["the browser keeps nothing", "浏览器不保存任何内容"],
  ["the kernel has ended", "内核已结束"],
  ['the kernel has no file "{}"', "内核没有文件 {}"],

  // Answers.
  ["another cluster", "另一个集群"],
  ["no cluster name", "没有集群的名称"],
  ["no workers", "没有工作节点"],
  ["no list of clusters", "没有集群的列表"],
  ["the text is not UTF-8", "文本不是 UTF-8"],
  ["neither ok nor refused", "既不是成功也不是拒绝"],
  ["a body where none is due", "不应有内容，却有内容"],
  ["not an object", "不是对象"],

  // What was expected there, and what was found.
  ["a list", "列表"],
  ["a mapping", "映射"],
  ["a string", "字符串"],
  ["a bool", "布尔值"],
  ["a number", "数字"],
  ["a number of so many digits", "位数如此多的数字"],
  ["binary data", "二进制数据"],
  ["a set", "集合"],
  ["a date", "日期"],
  ["a directive", "指令"],
  ["a key", "键"],
  ["an alias", "别名"],
  ["an anchor", "锚点"],
  ["a tag", "标签"],
  ["a value", "值"],
  ["a scalar", "单个值"],
  ["a collection", "列表或映射"],
  ["something else", "其他内容"],
  ["null", "空值（null）"],
  ["empty", "空的"],
  ["the end", "结尾"],
  ["the end of the block", "块的结尾"],
  ["lines like “name: value”", "形如“名称: 值”的行"],
  ["alphabetic or numeric character", "字母或数字"],
  ["escape sequence of {} hexadecimal numbers", " {} 位十六进制数的转义序列"],
  ["URI escape sequence of {} hexadecimal numbers", " {} 位十六进制数的 URI 转义序列"],
  ["URI", " URI "],
  ["a digit", "一位数字"],
  ["a digit or {}", "一位数字或{}"],
  ["a comment or a line break", "注释或换行"],
  ["chomping or indentation indicators", "换行或缩进的指示符"],
  ["indentation indicator in the range 1-9", " 1 到 9 的缩进指示符"],
  ["{} or {}", "{}或{}"],

  // Worker templates.
  ["The options of this gateway cannot be read: {word}.", "无法读取此网关的选项：{word}。"],
  [
    "It cannot be read as YAML: {word} (line {}, column {}).",
    "无法作为 YAML 读取：{word}（第 {} 行，第 {} 列）。",
  ],
  [
    "This is longer than a megabyte: paste the worker template alone.",
    "内容超过 1 MB：请只粘贴工作节点模板。",
  ],
  ["There is nothing in it yet: paste a worker template.", "这里还没有内容：请粘贴工作节点模板。"],
  ["There are more than {} documents in it.", "其中的文档超过 {} 个。"],
  [
    "This was written by another version of jupyter-dask-gateway {}.",
    "这是由另一个版本的 jupyter-dask-gateway 写的：{}。",
  ],
  [
    "No worker template was found in it: neither kubernetes.worker-template, nor a pod with its containers, nor a DaskCluster.",
    "其中没有找到工作节点模板：既没有 kubernetes.worker-template，也没有带容器的 Pod 或 DaskCluster。",
  ],
  ["The pod’s container is no mapping of names to values.", "Pod 的容器不是名称到值的映射。"],
  [
    "The pod has no container, so there is nothing to read.",
    "此 Pod 没有容器，因此没有可读取的内容。",
  ],
  ["The pod’s containers are no list.", "Pod 的容器不是列表。"],
  [
    "The pod has {} containers ({}): leave only the one that runs the worker.",
    "此 Pod 有 {} 个容器（{}）：请只保留运行工作节点的那一个。",
  ],
  [
    "The pod has {} containers: leave only the one that runs the worker.",
    "此 Pod 有 {} 个容器：请只保留运行工作节点的那一个。",
  ],
  ["--nthreads {} is no number of threads.", "--nthreads 的值 {} 不是线程数。"],
  [
    "--memory-limit {} is no size as Dask reads them, such as 14GB or 7.5GiB.",
    "--memory-limit 的值 {} 不是 Dask 能识别的大小，例如 14GB 或 7.5GiB。",
  ],
];

/** Longer ones hold what somebody wrote. */
const MOST = 500;
const PLACEHOLDER = /\{(?:word)?\}/g;
let patterns: readonly Pattern[] | undefined;

interface Pattern {
  english: RegExp;
  chinese: string;
  /** Which of its placeholders are words. */
  words: readonly boolean[];
}

/** A detail in Chinese; one that is not known here stays as it is. */
export function inChinese(detail: string): string {
  if (detail.length > MOST) return detail;
  patterns ??= SENTENCES.map(([english, chinese]) => ({
    english: new RegExp(`^${english.split(PLACEHOLDER).map(escaped).join("(.*?)")}$`, "s"),
    chinese,
    words: (english.match(PLACEHOLDER) ?? []).map((it) => it !== "{}"),
  }));
  for (const { english, chinese, words } of patterns) {
    const found = english.exec(detail);
    if (found === null) continue;
    const args = found.slice(1).map((text, at) => (words[at] ? inChinese(text) : text));
    return chinese.replace(PLACEHOLDER, () => args.shift() ?? "");
  }
  return detail;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
