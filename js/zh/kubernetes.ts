import type { ConverterStrings } from "../kubernetes/strings.js";
import { inChinese } from "./core-words.js";
import { number } from "./words.js";

/** What the converter of worker templates says. */
export const kubernetes: ConverterStrings = {
  title: "从 dask-kubernetes 迁移",
  about:
    "请粘贴 dask_config.yaml、Pod 模板、DaskCluster、Helm chart 的 values，或使用 KubeCluster 的 Python 代码。此网关有对应选项的内容会填入表单；不会启动任何集群。",
  input: "工作节点模板或代码",
  fill: "填入表单",
  cancel: "取消",
  reading: "正在读取…",
  read: (matched, lost) => {
    const first =
      matched === 0 ? "其中没有与此网关的选项有关的内容。" : `可以填入 ${number(matched)} 个值。`;
    if (lost === 0) return first;
    return `${first}有 ${number(lost)} 项无法迁移。`;
  },
  filled: "填入的内容",
  columns: ["模板", "选项", "值"],
  lost: "无法迁移的内容",
  matched: {
    cores: "核数",
    "cores-limit": "核数上限",
    memory: "内存",
    "memory-limit": "内存上限",
    threads: "线程",
    "scheduler-cores": "调度器的核数",
    "scheduler-memory": "调度器的内存",
    image: "镜像",
    environment: "变量",
    workers: "工作节点",
  },
  workersOption: "启动时的工作节点",
  range: (minimum, maximum) => `${minimum} 到 ${maximum}`,
  variables: (count) => `${number(count)} 个变量`,
  notes: {
    rounded: "已取整",
    "rounded-up": "已向上取整",
    "at-least": "至少有这么多",
  },
  refused: "此网关会拒绝它。",
  reasons: {
    site: "这由网关的管理员决定。",
    placement: "工作节点在哪里运行由网关的管理员决定。",
    storage: "工作节点有哪些存储由网关的管理员决定。",
    permissions: "工作节点在 Kubernetes 中的权限由网关的管理员决定。",
    own: "网关有自己的方式来处理这一点。",
    command: "网关用自己的命令启动工作节点。",
    argument: "网关的工作节点启动时不带此参数。",
    "pod-limit": "以 Pod 自己的上限为准，并会告知其工作节点。",
    requests: "两者对应同一个选项，采用上限值。",
    threads: "工作节点的每个整核有一个线程。",
    "one-worker": "每个工作节点都有自己的 Pod：请改为请求更多的工作节点。",
    "no-option": "此网关没有对应的选项。",
    "value-from": "其值保存在 Kubernetes 集群中，不在此文本里。",
    variable: "其值来自另一个程序的环境，不在此文本里。",
    "other-file": "它在另一个文件中：请粘贴那个文件。",
    "second-group": "一个集群只有一种工作节点：采用第一种。",
    bound: "工作节点的数量上限由网关决定。",
  },
  reasonsOf: {
    "in-choices": (option) => `请在“${option}”中选择：它的各个选择用文字说明了含义。`,
    "no-choice": (option) => `“${option}”没有这样的选择。`,
    "no-unit": (option) => `“${option}”没有说明以什么单位计数。`,
  },
  noForm: "网关尚未告知其选项：请稍后重试。",
  codeElsewhere:
    "这看起来是 Python 代码。在 JupyterLab 中可以从代码填写表单；在其他地方，请粘贴工作节点模板，或运行：jupyter dask-gateway migrate NOTEBOOK.ipynb",
  said: inChinese,
  failed: (reason) => `无法读取。（${reason}）`,
};
