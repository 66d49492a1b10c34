import type { PartTables } from "../view/strings/table.js";
import { clusters, number, plot } from "./words.js";

/** What JupyterLab's plugin says by itself, but for labels: those are JupyterLab's to translate, see `labels.ts`. */
export const lab: Pick<
  PartTables,
  "labClusters" | "labConnect" | "labDashboard" | "labExtensions" | "labQuestions" | "labTold"
> = {
  labClusters: {
    title: "Dask 集群",
    clusters,
    totals: (totals) => `Dask：${totals}`,
    caption: (totals) => `Dask：${totals}。显示集群`,
    notNow: "不是最新的",
  },
  labConnect: {
    nothingOpen: "请先打开笔记本或控制台：连接的代码会放在其活动单元格下方，或控制台的提示符处。",
    loading: (where) => `${where} 尚未加载完成：请稍后重试。`,
    otherLanguage: (where, language) => `${where} 的内核是 ${language} 的：连接的代码是 Python。`,
    inBrowser: (where) =>
      `${where} 的内核运行在浏览器内，从那里无法连到任何调度器。请使用“复制连接代码”，并在浏览器之外的 Python 中运行。`,
    inserted: (where) => `代码已放入 ${where}：运行它即可连接。`,
    failed: (where) => `代码在 ${where} 中引发了错误：那里会说明出了什么问题。`,
    notRun: (where) => `代码已放入 ${where}，但当时没有运行：运行它即可连接。`,
    uses: "使用者：",
    connects: "正在连接：",
    waits: "正在等待内核空闲：",
    usesTitle: (where) => `连接的代码已在 ${where} 中运行，此后其内核没有重启过。点击以显示它`,
    connectsTitle: (where) => `连接的代码正在 ${where} 中运行。点击以显示它`,
    waitsTitle: (where) =>
      `${where} 的内核做完手头的事之后，就会在那里运行连接的代码。点击以显示它`,
  },
  labDashboard: {
    mixed:
      "此页面通过 https 打开，而仪表盘的地址是 http：浏览器不会在前者中显示后者，因此它在单独的浏览器标签页中打开。管理员可以将 gateway.public-address 设为 https 地址。",
    policy: (directive) =>
      `此页面的内容安全策略（${directive}）不允许在其中显示仪表盘。管理员可以在那里允许其来源。`,
    refused:
      "仪表盘的站点不允许在其他页面中显示它（X-Frame-Options 或 frame-ancestors），或者会转到这样的站点。",
    unknown: "如果这里没有出现仪表盘，可能是其站点不允许在其他页面中显示它。",
    openOutside: "在新的浏览器标签页中打开仪表盘",

    dashboard: "Dask 仪表盘",
    dashboardOf: (cluster) => `Dask 集群 ${cluster}`,
    plot: "图表",
    plotName: plot,
    cluster: "集群",
    chooseCluster: "选择集群",
    hasEnded: (cluster) => `${cluster}（已结束）`,
    follow: "跟随",
    followTitle: "显示您正在使用的集群：即您最近打开过其图表、仪表盘或连接代码的集群",
    plotOutside: "在新的浏览器标签页中打开此图表，即使它没有在这里出现",
    looking: (cluster) => `正在查找集群 ${cluster}…`,
    waiting: "正在等待您的集群列表…",
    silent: "网关没有应答。Dask Gateway 面板中有更多说明。",
    ended: (cluster) =>
      `集群 ${cluster} 已结束。这里会显示您接下来使用的集群，您也可以在上方选择一个。`,
    pinnedEnded: (cluster) => `集群 ${cluster} 已结束。请在上方选择另一个。`,
    none: "没有正在运行的集群。这里会显示您接下来使用的集群。",
    several: "有多个集群正在运行。请在上方选择一个。",
    noAddress: "不清楚此集群的图表在哪里：请在 Dask Gateway 面板中查看它。",
    notLoaded: "无法加载 Dask Gateway。请打开其面板以重试。",
    noPlot: (plot) => `“${plot}”不是 Dask 仪表盘的图表。图表的名称例如“task stream”。`,
    notOurs: "此 Client 的集群不属于您在此 Dask Gateway 上的集群，因此不显示其图表。",
  },
  labExtensions: {
    unavailable: "此页面中没有 Dask Gateway。",
    noAnswer: "Dask Gateway 尚未应答。",
    noCluster: (key) => `没有集群 ${key}。`,
    switchedOff: "Dask Gateway 在这里无法执行此操作：相应的插件不存在或已关闭。",
    notKnown: "不清楚此操作是否已完成：Dask Gateway 面板中有更多说明。",
  },
  labQuestions: {
    launch: { title: "启动 Dask 集群？", yes: "启动" },
    workersAtStart: (workers) => `启动时的工作节点：${workers}。`,
    panelOptions: "使用 Dask Gateway 面板中的选项。",
    otherOptions: "其他所有选项与 Dask Gateway 面板中的相同。",
    scale: (cluster, workers) => ({
      title: `扩缩集群 ${cluster}？`,
      details: [`请求的工作节点：${workers}。`],
      yes: "扩缩",
    }),
    adapt: (cluster, minimum, maximum) => ({
      title: `让集群 ${cluster} 的工作节点随负载变化？`,
      details: [`最少工作节点：${minimum}。`, `最多工作节点：${maximum}。`],
      yes: "启用",
    }),
    stop: (cluster) => ({
      title: `停止集群 ${cluster}？`,
      details: ["只存在于其内存中的结果会丢失。"],
      yes: "停止",
    }),
    "stop-all": {
      title: "停止所有集群？",
      details: ["包括所有等待中和运行中的集群。", "只存在于其内存中的结果会丢失。"],
      yes: "停止",
    },
    "insert-code": (cluster) => ({
      title: `插入连接到集群 ${cluster} 的代码？`,
      details: ["集群的完整名称会出现在笔记本中：拥有它的任何人都可以看到其仪表盘。"],
      yes: "插入",
    }),
    connect: (cluster) => ({
      title: `连接到集群 ${cluster}？`,
      details: [
        "连接的代码会放入当前的笔记本或控制台；如果“连接”设置如此规定，也会在那里运行。",
        "集群的完整名称会出现在那里：拥有它的任何人都可以看到其仪表盘。",
      ],
      yes: "连接",
    }),
    arguments: {
      cluster: "集群",
      name: "预设",
      workers: "工作节点",
      minimum: "最少工作节点",
      maximum: "最多工作节点",
    },
    noClusters: "您没有可以进行此操作的集群。",
    noPresets: "没有预设。",
    fillIn: "填入",
    origin: "此操作不是在 Dask Gateway 面板中要求的，而是来自文档中的按钮、键盘快捷键或其他扩展。",
    noWorkers: (command) =>
      `${command} 的“workers”必须是不小于 0 的整数，或由这样的最小值和最大值组成，例如 [0, 20]。`,
    noCount: (command, name) => `${command} 的“${name}”必须是不小于 0 的整数，而不是文本。`,
  },
  labTold: {
    show: "显示",
    why: { panel: "Dask Gateway 面板说明了原因。", widget: "部件中说明了原因。" },
    launch: {
      begun: "正在启动 Dask 集群…",
      done: (cluster) => `Dask 集群 ${cluster} 正在运行。`,
      failed: "Dask 集群没有运行。",
      unclear: "不清楚启动了哪个 Dask 集群，或是否启动了集群。",
    },
    scale: {
      begun: (cluster) => `正在扩缩 Dask 集群 ${cluster}…`,
      done: (cluster) => `Dask 集群 ${cluster} 已有所请求的工作节点。`,
      failed: (cluster) => `Dask 集群 ${cluster} 没有按请求扩缩。`,
    },
    adapt: {
      begun: (cluster) => `正在为 Dask 集群 ${cluster} 启用自适应扩缩…`,
      done: (cluster) => `Dask 集群 ${cluster} 的工作节点数现在随工作负载变化。`,
      failed: (cluster) => `Dask 集群 ${cluster} 没有按请求自适应。`,
    },
    stop: {
      begun: (cluster) => `正在停止 Dask 集群 ${cluster}…`,
      done: (cluster) => `Dask 集群 ${cluster} 已停止。`,
      failed: (cluster) => `Dask 集群 ${cluster} 没有停止。`,
    },
    stopAll: {
      begun: (count) => `正在停止 ${number(count)} 个 Dask 集群…`,
      done: (count) => `${number(count)} 个 Dask 集群已停止。`,
      failed: (stopped, count) => `${number(count)} 个 Dask 集群中有 ${number(stopped)} 个已停止。`,
    },
  },
};
