import type { LogStrings } from "../insight/logs/strings.js";
import { number, timeWithSeconds } from "./words.js";

/** What the logs' view says. */
export const logs: LogStrings = {
  logs: "日志",
  logsTitle: "查看调度器和工作节点的日志",
  logsOf: (cluster) => `${cluster} 的日志`,
  source: "日志来源",
  scheduler: "调度器",
  exceptions: "失败的任务",
  worker: (name) => `工作节点 ${name}`,
  filter: "筛选",
  level: "级别",
  levels: { all: "所有级别", warnings: "警告和错误", errors: "错误" },
  follow: "跟随",
  followTitle: "每隔几秒重新读取",
  copy: "复制",
  copied: "已复制到剪贴板。",
  save: "保存",
  saveTitle: "保存为文本文件",
  close: "关闭",
  reading: "正在读取…",
  read: (entries, at, areTasks) =>
    `${number(entries)} ${areTasks ? "个失败的任务" : "条记录"}，读取于 ${timeWithSeconds(at)}。`,
  some: (shown, all) => `${number(shown)} / ${number(all)} 条记录。`,
  nothing: "还没有任何日志。",
  noneFailed: "没有失败的任务。",
  noneFound: "没有符合的记录。",
  last: (at) => `集群已结束：这是它在 ${timeWithSeconds(at)} 的情况。`,
  old: (problem, at) => `${problem} 这是 ${timeWithSeconds(at)} 的情况。`,
  noneKept: "集群已结束，而之前没有在这里读取过它的日志。",
  notLog: "得到的不是日志而是另一个页面，可能是登录页面。",
  missing: {
    older: "更早的记录已略去。",
    newer: "更新的记录已略去：日志太长。",
  },
  more: (characters) => `（还有 ${number(characters)} 个字符）`,
};
