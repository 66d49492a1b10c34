import { shortText } from "../insight/short-text.js";
import type { InsightStrings } from "../insight/strings.js";
import { number, plot, tasks, time, workers } from "./words.js";

/** What the cards of running clusters say. */
export const insight: InsightStrings = {
  tasksTitle: "任务",
  tasks({ all, released, memory, processing, waiting }) {
    const some = (of: number, what: string) => (of === 0 ? [] : [`${number(of)} 个${what}`]);
    return [
      `已完成 ${number(released + memory)} 个，共 ${tasks(all)}`,
      ...some(memory, "在内存中"),
      ...some(processing, "正在处理"),
      ...some(waiting, "正在等待"),
    ];
  },
  plots: "图表",
  plotLayout: "图表布局",
  plotLayoutTitle: "任务流、进度、内存和集群图，显示在笔记本旁边",
  searchPlots: "搜索图表",
  plot,
  showErrors: "显示错误",
  noSuchPlot: "没有这样名称的图表。",
  usualPlots: (why) => `这些是常见的图表；没有取得集群自己的列表。${why}`,
  erred: (n) => `${tasks(n)}失败，或依赖于失败的任务。`,

  workersOverTime: "工作节点的变化",
  workers: "工作节点",
  memoryOverTime: "内存的变化",
  results: "结果",
  resultsInMemory: "结果占用的内存",
  count: number,
  unknown: "未知",
  amount(used, all) {
    const unit = / \S+$/.exec(all)?.[0] ?? "";
    return `${unit !== "" && used.endsWith(unit) ? used.slice(0, -unit.length) : used} / ${all}`;
  },
  overTime(what, now, { least, greatest, since }, format) {
    const range =
      least === greatest ? "没有变化" : `在 ${format(least)} 到 ${format(greatest)} 之间`;
    return `${what}：${now}，${since === null ? "最近 10 分钟" : `自 ${time(since)} 起`}${range}`;
  },

  workersLoading: "正在向调度器询问其工作节点。",
  workersUnreadable: "无法读取其调度器关于工作节点的信息。",
  asOf: (at) => `这些数字是 ${time(at)} 的。`,
  workersSum({ rows, nearLimit, paused, silent, left, lastLeft, isBack }, spilled) {
    const some = (of: number, what: string) => (of === 0 ? [] : [`${number(of)} 个${what}`]);
    const wrong = [
      ...some(nearLimit, "接近内存上限"),
      ...some(paused, "已暂停"),
      ...some(silent, "没有消息"),
      ...(spilled === null ? [] : [`溢出到磁盘 ${spilled}`]),
    ];
    // Their page for people does not say whether they are paused.
    const isTold = rows.every(({ state }) => state !== "unknown");
    const all = workers(rows.length);
    const sentence =
      wrong.length === 0
        ? `${all}，${isTold ? "没有异常" : "没有接近内存上限的"}。`
        : `${all}：${wrong.join("，")}。`;
    if (left === 0) return sentence;
    const last = `${shortText(lastLeft, 60)} ${isBack ? "结束后又重新启动了" : "离开了"}`;
    const gone = left === 1 ? last : `有 ${number(left)} 个离开；其中最后一个，${last}`;
    return `${sentence}最近一分钟内，${gone}。`;
  },
  workerColumns: ["工作节点", "状态", "内存", "溢出", "CPU", "线程", "任务", "最后消息", "日志"],
  log: "日志",
  logOf: (worker) => `${worker} 的日志`,
  workerStates: {
    starting: "正在启动",
    running: "运行中",
    paused: "已暂停",
    closing: "正在关闭",
    silent: "没有消息",
    unknown: "",
  },
  spilledShort: "溢出",
  cpuShort: "CPU",
  threadsShort: "线程",
  tasksShort: "任务",
  seenShort: "消息",
  percent: (count) => `${Math.round(count)} %`,
  unseen: (seconds) =>
    seconds === 0
      ? "刚刚"
      : seconds < 120
        ? `${seconds} 秒前`
        : `${Math.floor(seconds / 60)} 分钟前`,
};
