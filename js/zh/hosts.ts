import type { HubStrings } from "../hub/strings.js";
import type { JupyterStrings } from "../jupyter/strings.js";
import type { WidgetStrings } from "../widget/strings.js";

/** What the notebook widget says around the panel. */
export const widget: WidgetStrings = {
  title: "Dask Gateway",
  inactive: "Dask Gateway：{reason}",
  notLoaded: "无法加载此部件。",
  savedPage: "没有连接到内核。此页面保存时带有这些选项。要使用它们，请运行其笔记本。",
  noOptions: "没有保存任何选项。",
  loading: "正在加载部件的程序。",
  notLoadedYet: "目前没有连接到内核。此部件保存时带有这些选项。要使用它们，请运行其笔记本。",
  stopWithKernel: "随此笔记本的内核停止",
  stopWithKernelTitle:
    "内核结束时会停止此集群：通过“关闭”或“重启”，或者服务器结束或发现它空闲时。内核崩溃、内存耗尽或被终止时则不会。",
  stopNewWithKernelTitle:
    "适用于从现在起在这里启动的集群，或在 Python 中使用的集群：内核结束时会停止它们。每个集群都有自己的勾选框。",
  useInPython: "在 Python 中使用",
  useInPythonTitle: "部件的 connect() 和 get_client() 使用此集群",
};

const gone = "内核已结束：Python 不再跟随。";
const goneButConnected = `${gone}仍可在这里控制集群。`;

/** What notebook widgets and JupyterLab's outputs of them say. */
export const jupyter: JupyterStrings = {
  options: "选项",
  savedOptions: "此笔记本中保存的选项",
  useSavedOptions: "填入表单",
  codeNotRead: (reason) =>
    `Jupyter 服务器无法读取此代码（${reason}）：请重试，或粘贴工作节点模板。`,
  silent: "Python 尚未应答：它正忙，或不在。",
  program: {
    direct: { follows: "已直接连接到网关。", gone: goneButConnected },
    "pass-through": { follows: "已通过 Jupyter 服务器连接。", gone: goneButConnected },
    relay: {
      follows: "已通过内核连接：内核忙时，这里会等待它。",
      gone: "内核已结束，与网关的连接也随之结束。请再次运行该单元格。",
    },
    none: { follows: "", gone },
  },
};

/** What the page on a hub says around the element. */
export const hub: HubStrings = {
  server: {
    running: "您的服务器正在运行。",
    starting: "您的服务器正在启动。",
    stopping: "您的服务器正在停止。",
    stopped: "您的服务器没有运行。没有它，集群也会运行：请停止不需要的集群。",
    unknown: "没有您的服务器，集群也会运行：请停止不需要的集群。",
  },
  start: {
    running: "打开我的服务器",
    starting: "打开我的服务器",
    stopping: "启动我的服务器",
    stopped: "启动我的服务器",
    unknown: "启动或打开我的服务器",
  },
  notLoaded: "无法加载表单和您的集群。请重新加载页面；如果没有用，请告知管理员。",
  wouldTake: "将打开 JupyterLab；您在这里选择的选项会一并带去。",
  takesAlong: "将打开 JupyterLab，并填好这些选项。",
  leavesBehind: "将打开 JupyterLab，但不带这些选项：请更正标出的字段，或者选项太多。",
};
