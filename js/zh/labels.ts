/**
 * What JupyterLab's translator knows of ours, in Simplified Chinese, beside the English in `js/lab`. No browser fetches this: the build
 * makes JupyterLab's language pack of it.
 */
import type { strings as args } from "../lab/arguments-strings.js";
import type { strings as card } from "../lab/card-strings.js";
import type { strings as offer } from "../lab/kubernetes-offer-strings.js";
import type { later } from "../lab/later-strings.js";
import type { liteLabels as lite } from "../lab/lite-strings.js";
import type { strings as lab } from "../lab/strings.js";
import type { WidgetStrings } from "../widget/strings.js";
import { widget } from "./hosts.js";

/** Complete: a label that is missing is a compile error. */
export interface LabelTables {
  arguments: typeof args;
  card: typeof card;
  /** JupyterLab's plugin manager shows descriptions as they are in the source, of its own plugins, too. */
  lab: Omit<typeof lab, "plugins">;
  later: typeof later;
  lite: typeof lite;
  offer: typeof offer;
  /** What a widget says before the view is there, or without it. */
  widget: Pick<
    WidgetStrings,
    "inactive" | "notLoaded" | "savedPage" | "noOptions" | "loading" | "notLoadedYet"
  >;
}

export const labels: LabelTables = {
  arguments: {
    cluster: "集群的名称，或其在面板中显示的前 8 个字符",
    worker: "最先显示其日志的工作节点的地址",
    plot: "图表的名称（例如“task stream”），或其路径",
    options: "用来代替面板中选项的选项：一个对象，或其 JSON 文本",
    atStart: "用来代替面板中“启动时的工作节点”：一个数，或像 [0, 20] 这样的最小值和最大值",
    name: "预设的名称",
    text: "工作节点模板或使用 KubeCluster 的代码，作为开始时的内容",
    workers: "应有的工作节点数",
    minimum: "至少保留的工作节点数",
    maximum: "最多的工作节点数",
  },
  card: {
    connect: "连接",
    "insert-code": "插入连接代码",
    scale: "扩缩…",
    adapt: "自适应扩缩…",
    "open-dashboard": "打开仪表盘",
    "open-layout": "打开图表布局",
    "open-logs": "打开日志",
    "copy-key": "复制前 8 个字符",
    stop: "停止…",
  },
  lab: {
    title: "Dask Gateway",

    running: {
      title: "Dask 集群",
      stop: "停止此集群",
      stopAll: "全部停止",
      stopAllConsequence: "您的 Dask 集群将会停止。只存在于其内存中的结果会丢失。",
    },

    loading: "正在加载…",
    notLoaded: "无法加载 Dask Gateway 面板。",
    tryAgain: "重试",

    commands: {
      open: { label: "打开 Dask Gateway", caption: "显示 Dask Gateway 面板" },
      refresh: { label: "刷新 Dask 集群", caption: "再次向网关询问其选项和集群" },
      launch: { label: "启动 Dask 集群", caption: "使用面板中的选项启动集群" },
      preset: { label: "填入 Dask 预设…", caption: "用预设填写表单；不会启动任何集群" },
      "copy-link": {
        label: "复制 Dask 选项的链接",
        caption: "复制一个链接，它会用面板中的选项填写表单",
      },
      scale: { label: "扩缩 Dask 集群…", caption: "请求指定数量的工作节点" },
      adapt: {
        label: "自适应扩缩 Dask 集群…",
        caption: "让工作节点的数量在两个界限之间随负载变化",
      },
      stop: { label: "停止 Dask 集群…", caption: "经确认后停止集群" },
      "stop-all": {
        label: "停止所有 Dask 集群…",
        caption: "经确认后停止多个集群；确认时会将它们列出",
      },
      "from-kubernetes": {
        label: "转换 dask-kubernetes 的工作节点模板…",
        caption: "用工作节点模板或使用 KubeCluster 的代码填写表单",
      },
      "insert-code": {
        label: "插入连接到 Dask 集群的代码…",
        caption: "在当前笔记本中插入一个连接到集群的单元格",
      },
      connect: {
        label: "连接到 Dask 集群…",
        caption: "将当前笔记本或控制台连接到集群",
      },
      "open-dashboard": { label: "打开 Dask 仪表盘…", caption: "在标签页中打开集群的仪表盘" },
      doctor: {
        label: "检查与 Dask Gateway 的连接",
        caption: "逐步查看从这里到网关之间哪些是正常的，以及该怎么做",
      },
    },
    logsCommand: {
      label: "打开 Dask 日志",
      caption: "阅读集群的调度器及其工作节点的日志",
    },
    plotCommands: {
      "open-plot": { label: "打开 Dask 图表", caption: "打开集群仪表盘的一个图表" },
      "open-layout": {
        label: "打开 Dask 图表布局",
        caption: "打开任务流、进度、内存和集群图",
      },
    },
  },
  later: {
    doctorTab: "Dask 连接",
    doctorNotLoaded: "无法加载检查程序。（{reason}）",
    close: "关闭",
    notConnected: "未连接：运行该单元格以使用此网关。",
    noCluster: "没有这样的集群。",
    missingArgument: "{command} 需要“{name}”。",
  },
  lite: {
    where: "此站点的 jupyter-lite.json（litePluginSettings）中的“jupyter-dask-gateway:plugin”",
    noAddress: "此站点没有说明网关在哪里。其作者必须设置 {where} 的“address”。",
    notSettings: "无法使用此站点的 Dask Gateway 设置：{where} 必须是对象。",
    wrong: "无法使用此站点的 Dask Gateway 设置：{where} 的“{name}”必须是{expected}。",
    anAddress: "一个地址（文本）",
    aPlainAddress: "不带用户名、密码、“?”和“#”的地址",
    aLogin: "“password”或“proxy”",
    anObject: "对象",
    otherOrigin:
      "无法使用此站点的 Dask Gateway 设置：使用“proxy”登录时，{where} 的“address”必须与站点同源。",
  },
  offer: {
    offer: "此笔记本使用 dask-kubernetes。其工作节点可以转为您的 Dask Gateway 的选项。",
    open: "打开转换器",
    never: "不再显示",
  },
  widget: {
    inactive: widget.inactive,
    notLoaded: widget.notLoaded,
    savedPage: widget.savedPage,
    noOptions: widget.noOptions,
    loading: widget.loading,
    notLoadedYet: widget.notLoadedYet,
  },
};
