import type { NotText } from "../view/model.js";
import type { Strings } from "../view/strings/table.js";
import { formatAmount, formatBound, formatBytes, formatDuration } from "../view/ui/format.js";
import { inChinese } from "./core-words.js";
import { clusters, list, moment, number, time, workers } from "./words.js";

const units = { d: "天", h: "小时", min: "分钟", s: "秒" };

/** How many workers fit into what the site allows. */
const ofThese = (most: number): string =>
  most === 0 ? "这样的工作节点一个也放不下" : `网关最多可能给出 ${number(most)} 个这样的工作节点`;

const KINDS: Readonly<Record<string, string>> = {
  number: "数字",
  date: "日期",
  list: "列表",
  mapping: "映射",
};

function notText({ name, kind, value }: NotText): string {
  if (kind === "null") return `${name} 为空（null）`;
  if (kind === "bool") return `${name} 是 ${value}`;
  const what = KINDS[kind] ?? kind;
  return value ? `${name} 是${what} ${value}` : `${name} 是${what}`;
}

/** What the panel says, in Simplified Chinese. */
export const view: Omit<Strings, "parts"> = {
  lang: "zh-CN",
  dir: "ltr",
  messages: {
    said: (args) => args.text,
    invalid: ({ label, why, bound, isBytes }) => {
      const number = formatBound(bound, isBytes, "zh-CN");
      const said = {
        "at-least": `最少为 ${number}。`,
        "at-most": `最多为 ${number}。`,
        "not-whole": "请输入整数。",
        "not-number": "请输入数字。",
        "not-text": "请输入文本。",
        "not-bool": "请选择是或否。",
        "not-mapping": "请输入名称及其值。",
        "no-choice": "请从列表中选择。",
        "too-large": "请输入更小的数字。",
        unknown: "此网关不提供其中的某些选项。",
      }[why];
      return label ? `“${label}”：${said}` : said;
    },
    "no-answer": () => "没有应答。请检查网络是否连通、服务器是否在运行，然后重试。",
    "no-answer-yet": (args) =>
      `尚无应答（${number(args.seconds)} 秒）：网关，或通往网关的线路，可能正忙…`,
    "timed-out": () => "网关没有及时应答，它可能正忙：请稍后重试。",
    "not-offered": () => "按照当前设置，此页面无法连到网关。请将连接方式设为“auto”。",
    "too-large": () => "网关的应答太大，此页面无法接收。请告知管理员。",
    "not-json": (args) =>
      `网关返回的是网页而不是数据（HTTP ${args.status}）。您可能需要重新登录：请重新加载页面。`,
    "not-configured": (args) => `没有配置网关：${args.text}`,
    "login-needed": () => "您的登录已失效。请重新登录；如果这里没有提示登录，请重新加载页面。",
    forbidden: (args) =>
      args.text.trim() === ""
        ? "此操作不被允许（HTTP 403），且没有说明原因。您的登录可能已失效：请重新加载页面。若仍无效，请询问管理员。"
        : `此操作不被允许：${args.text} — 如果本应允许，请询问管理员。`,
    "asked-to-wait": (args) =>
      `网关或其前面的服务器收到的请求过多，要求${args.seconds > 0 ? `等待 ${number(args.seconds)} 秒` : "稍候片刻"}。此页面随后会自动再次询问；如果这是对您点击的回应，请再点击一次。`,
    "nothing-there": () =>
      "网关地址下什么也没有（HTTP 404）：那里是 Dask Gateway 吗？它可能正在启动，或者配置中的地址有误。",
    "no-extension": () =>
      "Jupyter 服务器不认识此页面的请求（HTTP 404）：扩展 jupyter_dask_gateway 已被禁用或没有安装。请重启服务器；若仍无效，请询问管理员。",
    "no-server": () => "您的 Jupyter 服务器没有运行（HTTP 424）。重新加载页面即可再次启动它。",
    "not-there-now": (args) =>
      `网关或通往网关途中的某个服务器暂时不可用（HTTP ${args.status}）。页面会自动再次询问。`,
    http: (args) =>
      `网关返回了错误，但没有说明原因（HTTP ${args.status}）。请重试；如果再次发生，请告知管理员。`,
    "options-broken": () =>
      "此网关发布的选项已损坏：请告知管理员。在此之前无法在这里启动集群；仍可查看和停止正在运行的集群。",
    bare: (args) =>
      args.text.trim() === ""
        ? "网关拒绝了这些选项，且没有说明原因：请告知管理员。"
        : `网关拒绝了这些选项，只说了：${args.text} — 很可能是站点自己的选项规则出了错。请告知管理员。`,
    unexpected: (args) =>
      `无法理解网关的应答（${inChinese(args.detail)}）。它的版本可能与此扩展不匹配：请告知管理员。`,
    launched: (args) => `集群 ${args.cluster} 正在启动。`,
    "launch-too-early": () => "没有启动任何集群：在网关告知其选项之前就要求了启动。",
    "launch-unknown": () => "网关的应答丢失了，尚不清楚是否已创建集群。正在列表中查找…",
    "launch-again": () =>
      "尚不清楚您上次的启动是否已创建集群。如果仍要再启动一个，请再次点击“启动集群”。",
    "launched-elsewhere": () =>
      "另一个标签页刚刚用这些选项启动了一个集群。如果还要再启动一个，请再次点击“启动集群”。",
    "launch-found": (args) => `网关的应答丢失了，但集群已创建：${args.cluster}。`,
    "launch-recalled": (args) => `您的集群 ${args.cluster} 在页面重新加载之前已创建。`,
    "launch-not-found": (args) =>
      `${
        args.reloaded ? "网关应答您的启动之前，页面被重新加载了" : "网关的应答丢失了"
      }，此后也没有集群出现：很可能没有创建。如果需要集群，请再次启动。`,
    "launch-several": (args) => {
      const more = args.more > 0 ? `，以及另外 ${number(args.more)} 个` : "";
      return `网关对您的启动的应答丢失了。下列集群之一可能由它创建，但无法判断是哪一个：${list(args.clusters)}${more}。请停止不需要的集群，或再次启动。`;
    },
    "scale-unknown": (args) =>
      `网关的应答丢失了，不清楚是否已请求 ${workers(args.workers)}。如果它们没有出现，请再次扩缩：这不会有坏处。`,
    "adapt-unknown": (args) =>
      `网关的应答丢失了，不清楚集群是否已在 ${number(args.minimum)} 到 ${workers(args.maximum)}之间自适应。为保险起见请再设置一次自适应：这不会有坏处。`,
    "stop-unknown": () => "网关的应答丢失了，尚不清楚集群是否正在停止。正在查看…",
    "stop-not-done": () => "网关的应答丢失了，集群没有停止。请再次停止它。",
    "not-done": () => "您上次的请求没有执行。网关现在又有应答了：请再试一次。",
    "invalid-first": (args) => `请先更正“${args.label}”。`,
    "invalid-workers-first": () => "请先更正“启动时的工作节点”。",
    "not-workers": () => "启动时的工作节点应为一个整数，或最小值和最大值。",
    "reading-first": (args) => `“${args.label}”仍在读取：请稍候。`,
    scaling: (args) =>
      `已请求 ${workers(args.workers)}。${args.endedAdapting ? "自适应扩缩现已关闭。" : ""}`,
    limited: (args) => args.text || "网关没有完全按请求执行。",
    adapting: (args) =>
      `工作节点数现在随工作负载变化，在 ${number(args.minimum)} 到 ${number(args.maximum)} 之间。`,
    "no-figures": () =>
      "这里无法显示工作节点、线程和内存。扩缩、自适应和停止仍然可用；“检查连接”会说明原因。",
    "no-figures-now": () => "集群的调度器暂时没有应答：恢复后会再显示工作节点和内存。",
    stopping: () => "正在停止集群…",
    "broken-site": () =>
      "无法读取此页面给出的站点设置，因此不显示价格、规格和限额：它必须是一个 JSON 对象的文本。",
    "over-clusters": (args) =>
      args.limit === 0
        ? "此站点不允许创建集群：网关可能会拒绝。"
        : `此站点同时最多允许 ${clusters(args.limit)}，您已达到上限：网关可能会拒绝再创建一个。`,
    "over-workers": (args) => `此站点允许每个集群有 ${workers(args.limit)}：网关可能不会给出更多。`,
    "over-cores": (args) =>
      `此站点允许每个集群使用 ${formatAmount(args.limit / 1_000, "zh-CN")} 核，包括其调度器：${ofThese(args.most)}。`,
    "over-memory": (args) =>
      `此站点允许每个集群使用 ${formatBytes(args.limit, "zh-CN")}，包括其调度器：${ofThese(args.most)}。`,
    "ended-by-you": (args) =>
      `您于 ${moment(args.at)} ${args.otherTab ? "在另一个标签页中" : ""}停止了它。`,
    "ended-idle": (args) => `因空闲超时于 ${moment(args.at)} 停止。`,
    "ended-failed": (args) => `于 ${moment(args.at)} 失败。网关没有说明原因。`,
    "ended-gone": (args) => `这里最后一次看到它是 ${moment(args.at)}：网关已不再有您的这个集群。`,
    "ended-elsewhere": (args) => {
      const stopped = `于 ${moment(args.at)} 停止，不是从这里停止的`;
      return args.idle
        ? `${stopped}：可能是空闲超时，或者创建它的笔记本已关闭或其内核已重启。`
        : `${stopped}：由某个笔记本（关闭或重启创建它的内核会停止它）、另一个浏览器标签页或管理员停止。`;
    },
    "scheduler-silent": (args) => `自 ${moment(args.since)} 起，其调度器没有应答。`,
    connected: (args) =>
      args.clients === 0 ? "没有客户端连接。" : `已连接 ${number(args.clients)} 个客户端。`,
    idle: (args) => {
      const idle = `自 ${moment(args.since)} ${args.isLonger ? "或更早" : ""}起空闲`;
      return args.isLong ? `${idle}：其中没有任何运行的任务。如果不需要，请停止它。` : `${idle}。`;
    },
    "stops-when-idle": (args) => {
      const stops = `空闲 ${formatDuration(args.seconds, units)}后停止`;
      if (args.to === null) return `${stops}。`;
      const to = time(args.to);
      return `${stops}，${args.from === null ? `不晚于 ${to}` : `在 ${time(args.from)} 到 ${to} 之间`}。`;
    },
    failed: () => "集群失败了。网关没有说明原因。",
    "unknown-status": (args) =>
      args.word.trim() === ""
        ? "无法读取网关关于此集群的应答。可以停止它，但不能扩缩。"
        : `网关将此集群的状态称为“${args.word}”，这里不认识该状态。可以停止它，但不能扩缩。`,
    "not-listed": () => "网关不再列出此集群。正在询问它的去向。",
    nameless: (args) =>
      args.count === 1
        ? "网关列出了一个名称无法读取的集群，因此这里没有显示：请告知管理员。"
        : `网关列出了 ${number(args.count)} 个名称无法读取的集群，因此这里没有显示：请告知管理员。`,
    "options-of": (args) =>
      `表单中现在是 ${args.cluster} 的选项。${args.leftOut && `已略去此网关不再提供的选项：${args.leftOut}。`}`,
    filled: (args) => {
      const from = {
        preset: args.name === "" ? "预设" : `预设“${args.name}”`,
        link: args.name === "" ? "此链接" : `此链接（含预设“${args.name}”）`,
        kubernetes: "您的工作节点模板",
        python: "Python ",
      }[args.source];
      const options = args.changed > 0 && ` ${number(args.changed)} 个选项`;
      const what = [options, args.workers && "启动时的工作节点"].filter(Boolean).join("和");
      const did =
        what === ""
          ? `没有更改任何内容${args.leftOut === "" ? "：表单中已经是这些选项" : ""}。`
          : `填写了${what}。没有启动任何集群。`;
      return `${from}${did}${args.leftOut && `已略去此网关不提供的选项：${args.leftOut}。`}${args.invalid && `以下选项的值在这里不被允许：${args.invalid}。`}`;
    },
    "not-filled": (args) =>
      ({
        preset: "此预设已损坏，因此没有更改任何内容。",
        link: "此链接已损坏或不完整，因此没有更改任何内容。请从来源处重新复制。",
        kubernetes: "无法读取工作节点模板中的选项，因此没有更改任何内容。",
        python: "无法读取来自 Python 的选项，因此没有更改任何内容。",
      })[args.source],
    "preset-saved": (args) => `已保存为预设“${args.name}”。`,
    "preset-removed": (args) => `已删除预设“${args.name}”。`,
    "presets-imported": (args) => {
      if (args.added === 0) return `已替换您的 ${number(args.replaced)} 个预设。`;
      return `已导入 ${number(args.added)} 个新预设${args.replaced > 0 ? `，并替换了您的 ${number(args.replaced)} 个预设` : ""}。`;
    },
    "no-preset": (args) =>
      `没有名为“${args.name}”的预设。${args.known === "" ? "目前还没有任何预设。" : `现有的预设：${args.known}。`}`,
    "preset-refused": (args) =>
      ({
        "no-name": "请输入预设的名称。",
        taken: "您已经有同名的预设：请换一个名称。",
        "too-many": "预设太多，最多只能保留 100 个：请先删除一些。",
        "too-large": "内容太多，所有预设合计最多只能保留 200 KB：请先删除一些。",
        damaged: "无法读取预设，因此没有更改任何内容。",
        newer: "这些预设由更新的版本写入，因此没有更改任何内容。",
        empty: "此文件中没有预设。",
      })[args.why],
    "link-copied": () =>
      "链接已复制到剪贴板。打开它的人会看到填好的表单；链接本身不会启动任何集群。",
    "link-refused": (args) =>
      ({
        "too-long": "这些选项太长，无法放入链接：请保存为预设，再导出到文件。",
        damaged: "此链接已损坏。",
        newer: "此链接由更新的版本生成，因此没有更改任何内容。",
      })[args.why],
    "adapt-needs-maximum": () => "请输入最大值：否则集群可能会无限增长。",
    "minimum-above-maximum": () => "最小值大于最大值：请调低前者或调高后者。",
    "not-a-count": (args) =>
      args.text.trim() === ""
        ? "请输入一个不小于 0 的整数。"
        : `“${args.text}”不是整数：请输入 0 或更大的整数。`,
    "unknown-kind": (args) => `这里不认识此选项的类型（“${args.kind}”）。请以 JSON 输入其值。`,
    "from-python": (args) =>
      args.kept
        ? `您输入期间，Python 将此项设为了 ${args.text}。您输入的内容已保留。`
        : `由 Python 设置。您之前输入的是“${args.text}”。`,
    unreadable: (args) =>
      `第 ${number(args.line)} 行，第 ${number(args.column)} 列：${inChinese(args.detail)}`,
    reading: () => "正在读取…",
    "no-reader": (args) =>
      `无法读取此内容，因为页面的一个部分未能加载（${inChinese(args.detail)}）。修改文本即可重试。`,
    "no-table": () => "表格只能包含名称和文本。请给其他值加上引号，或保留文本形式。",
    "name-missing": () => "请输入名称，或删除此行。",
    "name-taken": (args) => `第 ${number(args.row)} 行的名称相同：请修改其中一个。`,
    "not-a-name": () =>
      "环境变量不能使用这个名称：请以字母或“_”开头，之后可用字母、数字、“_”、“-”和“.”。",
    pasted: (args) =>
      `已粘贴 ${number(args.variables)} 个变量。` +
      (args.others > 0 ? "不是变量的行已保留在没有名称的行中：请为它们命名或将其删除。" : "") +
      (args.comments ? "注释已保留：见“以文本编辑”。" : ""),
    "not-texts": (args) => {
      const told = args.values.map(notText).join("，");
      const more = args.more > 0 ? `，另有 ${number(args.more)} 个也不是文本` : "";
      return `这些值应为文本，但 ${told}${more}。含有这类值的集群可能永远无法启动。`;
    },
    "unknown-defaults": (args) =>
      `Dask 的配置设置了此网关不提供的选项：${args.names}。表单略去了它们；在笔记本中，new_cluster() 会因此被拒绝。`,
    "misspelt-default": (args) =>
      `Dask 的配置设置了 ${args.set}，但网关的选项是 ${args.published} 而不是 ${args.set}：请在配置文件中以该名称设置，因为来自环境变量的名称会变成小写。在此之前表单略去了它。`,
    "refused-default": () =>
      "此值由 Dask 的配置设置，而网关拒绝它：在笔记本中，new_cluster() 会失败，直到在那里更正。在此表单中，请输入其他值。",
    "unusable-default": (args) => `这是网关的默认值。${args.problem}`,
    "other-image": (args) =>
      `此笔记本服务器运行的是 ${args.image}：使用其他镜像时，工作节点的软件包可能与其不匹配。`,
    "other-environment": (args) =>
      `此内核运行在环境 ${args.environment} 中：使用其他环境时，工作节点的软件包可能与其不匹配。`,
    "choose-environment": () => "请选择笔记本内核所运行的环境，使工作节点的软件包与其匹配。",
    copied: () => "已复制到剪贴板。",
    inserted: () => "已插入：运行它即可连接。",
    "no-scheduler": () => "此集群没有运行：其调度器不再提供任何信息。",
    "no-worker": () => "此工作节点已不存在。",
    "no-page": () => "其调度器不提供此内容：它运行的是旧版本的 distributed。",
    "no-dashboard": () => "此集群没有仪表盘。",
  },
  reasons: {
    "starts-late": (args) =>
      `启动已超过 ${formatDuration(args.seconds, units)}；不清楚这里通常需要多久。`,
    "waits-for-machine": () => "站点正在等待有空闲的机器或启动新机器，这可能需要几分钟。",
    "image-late": (args) => `“${args.label}”指定的镜像拉取时间很长，或者不存在：请检查其名称。`,
    "texts-needed": (args) =>
      `“${args.label}”中有不是文本的值，集群可能因此永远无法启动。请给这些值加上引号后再启动一个。`,
    "ended-at-once": (args) =>
      `其镜像，或启动其调度器的命令，不存在或立即结束了。${args.label === null ? "" : `请检查“${args.label}”。`}`,
    "bad-environment": (args) =>
      `“${args.label}”中的某个变量使其程序无法启动。请去掉您在那里的更改，再启动一个。`,
    "start-timed-out": (args) =>
      `经过 ${formatDuration(args.seconds, units)}它仍未就绪，网关放弃了：除非站点设置了 cluster_start_timeout，否则网关只等 60 秒。请再启动一个：那时它的机器和镜像可能已经就绪。`,
    "scheduler-lost": (args) =>
      `其调度器内存耗尽，或失去了所在的机器${args.since === null ? "" : `：自 ${moment(args.since)} 起它就没有应答`}。`,
    "silent-busy": () => "它太忙而无法应答，例如任务图很大或同时有非常多的任务：请等待。",
    "silent-memory": (args) =>
      `它因内存耗尽而结束：请再启动一个${args.label === null ? "集群" : `“${args.label}”更大的集群`}，并向它发送更小的任务图和结果。`,
    "silent-machine": () => "它所在的机器过载，或已被收回并由另一台替换。",
    "silent-network": () =>
      "有什么阻断了通往它的线路，例如站点的网络策略或代理：那样的话其他集群也会没有应答。",
    "silent-wait": () =>
      "如果它已经结束，网关会在这里说明，通常在一分钟之内。届时只存在于集群内存中的结果会丢失。",
    "silent-still": () => "网关仍然说该集群正在运行。",
    "workers-failed": () =>
      "它的工作节点全都无法启动：连续几次尝试之后网关会放弃（3 次，除非站点另有设置）。",
    "workers-late": (args) =>
      args.some
        ? `自 ${moment(args.since)} 起没有新的工作节点出现。`
        : `自 ${moment(args.since)} 起没有任何工作节点出现。`,
    "quota-reached": () =>
      "已达到您的或站点的配额或限额：请减少工作节点的数量或规格，或停止不需要的集群。",
    "workers-unfit": (args) =>
      `由于“${args.label}”的设置，工作节点一启动就结束：请用其默认值启动一个集群。`,
    "workers-large": (args) =>
      `没有一台机器有“${args.label}”为每个工作节点要求的空闲资源：请用更小的工作节点启动一个集群。`,
    "tasks-without-workers": () =>
      "有任务在等待，而没有工作节点：如果没有人扩缩过此集群，请扩缩它。",
    "tasks-unrunnable": () => "有些等待的任务，它的所有工作节点都不能运行。",
    "tasks-restricted": () => "它们要求的资源或工作节点不存在：请检查提交它们的代码。",
    "ask-administrator": (args) =>
      `管理员可以在网关的日志中找到原因：请告知 ${args.cluster} 和时间 ${moment(args.at)}。`,
  },
  units,

  title: "Dask Gateway",
  refresh: "刷新",
  tryAgain: "重试",
  showAll: (n) => `… 显示全部 ${number(n)} 个字符`,
  checkConnection: "检查连接",
  loading: "正在询问网关…",
  brokenSpec: (why) => `此页面指定的选项无法使用（${inChinese(why)}）。请告知页面的作者。`,
  crashed: "此面板自身出现故障，无法继续。您的集群不受影响。请重新加载页面。",
  reload: "重新加载页面",
  startedAnew:
    "此面板内部出现了问题，已重新启动。您输入的内容已保留；您刚刚要求的操作可能没有执行。",
  elementNotLoaded: (reason) => `无法加载 Dask Gateway 面板。（${reason}）`,
  version: (version) => `版本 ${version}`,
  sharedBy: (user) =>
    `这是 ${user} 的服务器：这些集群属于 ${user}，您在这里的操作都以 ${user} 的身份执行。`,

  newCluster: "新建集群",
  optionsForm: "集群选项",
  noOptions: "此网关不提供选项：每个集群都以其默认值启动。",
  bounds: (min, max) => {
    if (min !== null && max !== null) return `${min} 到 ${max}`;
    return min !== null ? `最少为 ${min}` : `最多为 ${max}`;
  },
  noChoice: "请选择…",
  asTable: "以表格编辑",
  asText: "以文本编辑",
  makeRows: "将这些行转为变量",
  putInQuotes: "给这些值加上引号",
  nameColumn: "名称",
  valueColumn: "值",
  nameInput: (row) => `名称 ${row}`,
  valueInput: (row) => `值 ${row}`,
  removeRow: (row) => `删除变量 ${row}`,
  addRow: "添加变量",
  entries: (n) => (n === 0 ? "空" : `${number(n)} 项`),
  done: "完成",
  bytesSent: (text) =>
    // All digits of an int count.
    `= ${number(/^\d+$/.test(text) ? BigInt(text) : Number(text))} B`,
  findOption: "查找选项",
  findCluster: "查找集群",
  clustersFound: (found, all) => `${number(found)} / ${number(all)}`,
  noClusterFound: "没有集群的名称、状态或选项包含此内容。",
  noneFound: "没有选项的标签或名称包含此内容。",
  showMore: (n) => `再显示 ${number(n)} 个选项`,
  showFewer: "收起部分选项",
  resetThis: "重置此选项",
  resetField: (label) => `重置 ${label}`,
  footprint: "资源占用",
  footprintOf: (n, upTo, parts) =>
    `${n === null ? "每个工作节点" : `${upTo ? "最多 " : ""}${workers(n)}`}：${parts.replaceAll(", ", "，")}`,
  cores: (_n, text) => `${text} 核`,
  gpus: (_n, text) => `${text} 个 GPU`,
  anHour: (money) => `每小时约 ${money}`,
  soFar: (money) => `至今约 ${money}`,
  underSoFar: (money) => `至今不到 ${money}`,
  costOf: (known, all, cost) => `${number(all)} 个集群中的 ${number(known)} 个：${cost}`,
  spentTitle: "此集群至今的花费，按站点的价格和从这里看到的工作节点计算",
  spentByAllTitle: "您正在运行的集群合计的花费，按站点的价格和从这里看到的工作节点计算",
  hasCost: (money) => `花费约 ${money}。`,
  launch: "启动集群",
  launching: "正在向网关请求集群…",
  copyPython: "复制为 Python",
  reset: "恢复默认值",
  fromKubernetes: "从 dask-kubernetes 迁移？",
  converterNotLoaded: (reason) => `无法加载读取工作节点模板的部分。（${inChinese(reason)}）`,
  workersAtStart: "启动时的工作节点",
  noWorkers: "无",
  upTo: "最多",
  atStart: (minimum, maximum) =>
    minimum === null
      ? `运行后请求 ${workers(maximum)}。`
      : `运行后按工作负载使用 ${number(minimum)} 到 ${workers(maximum)}。`,
  putBack: "恢复之前输入的内容",
  preset: "预设",
  choosePreset: "请选择…",
  presetGroups: { site: "来自管理员", own: "您的预设", launch: "最近在这里启动的" },
  launchedWith: (at, what) => `${moment(at)}：${what || "默认值"}`,
  savePreset: "保存为预设",
  copyLink: "复制链接",
  partMissing: (detail) => `无法打开：${inChinese(detail)}。请重试，或重新加载页面。`,
  presetsNotKept: (detail) =>
    `您的预设无法保存（${inChinese(detail)}）。它们在此页面关闭之前仍在这里：请导出到文件以保留它们。`,
  filledIn: (before) => (before === "" ? "已填写。" : `已填写。之前：${before}`),

  clusters: "集群",
  clustersLoading: "正在查找您的集群…",
  noClusters: "没有正在运行的集群。",
  noClustersHint: "您在这里或在笔记本中启动的集群会显示在此处。",
  status: {
    PENDING: "等待中",
    RUNNING: "运行中",
    STOPPING: "正在停止",
    STOPPED: "已停止",
    FAILED: "失败",
    UNKNOWN: "未知",
  },
  pendingHint: "正在等待其 Dask 调度器启动。",
  why: "为什么？",
  likely: (sentence) => `可能的原因：${sentence}`,
  ageTitle: (status, duration) => {
    switch (status) {
      case "PENDING":
        return `已等待 ${duration}`;
      case "STOPPED":
      case "FAILED":
        return `共存在 ${duration}`;
      default:
        return `已运行 ${duration}`;
    }
  },
  workers,
  threads: (n) => `${number(n)} 个线程`,
  scaling: (have, asked) => {
    if (have === null) return `已请求 ${workers(asked)}`;
    return have < asked
      ? `${number(have)} / ${workers(asked)}`
      : `${workers(have)}，正在减少到 ${number(asked)} 个`;
  },
  adaptiveRange: (minimum, maximum) => `自适应 ${number(minimum)}–${number(maximum)}`,
  seemsAdaptive: "似乎是自适应的（在别处设置）",

  workersInput: "工作节点",
  scale: "扩缩",
  scaleEndsAdapting: "“扩缩”会设定固定的数量，并结束自适应扩缩。",
  adaptive: "自适应",
  minimumInput: "最少工作节点",
  maximumInput: "最多工作节点",
  minimumShort: "最少",
  maximumShort: "最多",
  to: "到",
  adapt: "启用",
  empty: "空",

  connect: "连接",
  connectTitle: (drag) =>
    `将您正在使用的笔记本或控制台连接到此集群${drag ? "，或将此按钮拖到那里" : ""}`,
  dragTitle: "将此按钮拖到笔记本或控制台中，即可将其连接到此集群",
  connectionCode: "连接代码",
  insertShort: "插入",
  copyShort: "复制",
  dashboardShort: "仪表盘",
  insertCode: "插入连接代码",
  copyCode: "复制连接代码",
  openDashboard: "打开仪表盘",
  openDashboardOutside: "在新的浏览器标签页中打开仪表盘",
  stop: "停止集群",
  stopShort: "停止",
  dismiss: "不再显示",
  copyByHand: "请从这里复制：按 Ctrl+C，在 Mac 上按 ⌘C。",
  options: "选项",
  endsWithServer: (also) =>
    also
      ? "如果您的 Jupyter 服务器更早关闭，它也会随之停止。"
      : "您的 Jupyter 服务器关闭时，它会停止。",
  withServer: "随我的服务器停止",
  withServerTitle:
    "您的 Jupyter 服务器结束时会停止此集群：通过“文件”、“关闭”，或者 Hub 停止它或发现它空闲时。服务器崩溃时则不会。",
  showSecret: (label) => `显示 ${label}`,
  hideSecret: (label) => `隐藏 ${label}`,

  rename: "为此集群命名",
  aliasInput: "集群的名称",

  recent: "最近的集群",
  ended: {
    "by-you": "已停止",
    idle: "已停止",
    failed: "失败",
    gone: "已消失",
    unknown: "已停止",
  },
  runAgain: "再次运行",
  runAgainTitle: "将其选项填入表单",
  launchNow: "立即启动",
  launchNowTitle: "用其选项启动一个集群，表单保持不变",
  showMoreRecent: (n) => `再显示 ${clusters(n)}`,

  stopAll: "全部停止…",
  stopAllQuestion: "停止这些集群？",
  stopAllConsequence: "它们及其工作节点将关闭。只存在于其内存中的结果会丢失。",
  stopStates: {
    waiting: "等待中",
    stopping: "正在停止…",
    stopped: "已停止",
    refused: "未停止",
    unknown: "尚不清楚",
  },
  stopsDone: (done, all) => `已停止 ${number(done)} 个，共 ${clusters(all)}。`,
  close: "关闭",

  stopQuestion: "停止此集群？",
  stopConsequence: (name, n) =>
    n === null || n === 0
      ? `${name} 将关闭。只存在于其内存中的结果会丢失。`
      : `${name} 及其 ${workers(n)}将关闭。只存在于它们内存中的结果会丢失。`,
  stopAnswer: "停止",
  cancel: "取消",

  actionFailed: "操作没有成功，页面没有说明原因。",
  badAddress: (url) => `仪表盘的地址不是网址：${url}`,
};
