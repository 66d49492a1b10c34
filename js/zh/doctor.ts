import type { DoctorStrings } from "../doctor/strings.js";
import { number } from "./words.js";

const PASS_THROUGH = "面板改由 Jupyter 服务器转发。";

/** What the check of the connection says in the page. The Jupyter server's half brings its own: `jupyter_dask_gateway/languages/zh_cn/`. */
export const doctor: DoctorStrings = {
  lang: "zh-CN",
  title: "与 Dask Gateway 的连接",
  fromServer: "从 Jupyter 服务器看",
  fromBrowser: "从此浏览器看",
  again: "再次检查",
  copy: "复制为文本",
  copied: "已复制到剪贴板。",
  notCopied: "浏览器不允许复制。",
  checking: "正在检查…",
  whatToDo: "怎么办：",
  outcomes: { ok: "正常", warning: "注意", failed: "失败", skipped: "未检查" },
  summary(failed, warnings) {
    if (failed === 0 && warnings === 0) return "能够检查的一切都正常。";
    const parts = [];
    if (failed > 0) parts.push(`${number(failed)} 步失败`);
    if (warnings > 0) parts.push(`${number(warnings)} 步需要注意`);
    return `${parts.join("，")}。`;
  },

  steps: {
    server: "服务器的检查",
    wasm: "允许 WebAssembly",
    reach: "可以连到公共地址",
    direct: "直接请求",
    login: "页面自己的登录",
    dashboards: "仪表盘",
    figures: "运行中集群的工作节点和内存",
  },
  needsReach: (step) => `需要先满足“${step}”。`,
  noAddress: "公共地址未知：Jupyter 服务器没有告知它。",

  server: {
    absent: "Jupyter 服务器没有安装此扩展的服务器部分，或者没有启用它。",
    absentAdvice:
      "请在 Jupyter 服务器所运行的环境中安装 jupyter-dask-gateway，然后重启服务器。`jupyter server extension list` 会显示哪些扩展已启用。",
    old: "Jupyter 服务器运行的是较旧的 jupyter-dask-gateway，它不能检查连接。",
    oldAdvice: "更新之后请重启 Jupyter 服务器。",
    loggedOut: "Jupyter 服务器拒绝应答：登录已失效。",
    loggedOutAdvice: "请重新加载页面，如果要求登录则重新登录。",
    silent: (seconds) => `Jupyter 服务器没有在 ${number(seconds)} 秒内应答。`,
    silentAdvice:
      "它可能过载。请重试；如果没有用，请重启它。在终端中运行 `jupyter dask-gateway doctor` 会进行同样的检查。",
    nothing: "无法连到 Jupyter 服务器。",
    nothingAdvice: "请检查网络是否连通、服务器是否在运行。",
    odd: (status) => `Jupyter 服务器没有给出检查结果（HTTP ${status}）。`,
    oddAdvice: "请查看 Jupyter 服务器的日志，或告知管理员。",
  },

  wasm: {
    allowed: "此页面可以运行 WebAssembly，面板由它构成。",
    forbidden: "此页面不能编译 WebAssembly：其内容安全策略禁止这样做，或者浏览器关闭了它。",
    advice: "管理员将 'wasm-unsafe-eval' 加入页面策略的 script-src。",
  },

  reach: {
    gateway: (address, version) => `${address} 处有 Dask Gateway 应答，版本 ${version}`,
    unreadable: (address) => `${address} 有应答；此页面不能读取它是什么。`,
    other: (address, status) =>
      `${address} 有应答，但不像 Dask Gateway（${status === 0 ? "重定向" : `HTTP ${status}`}）。`,
    otherAdvice: (usual) =>
      `请更正 Dask 配置中的 gateway.public-address：在 JupyterHub 上它通常是 ${usual}`,
    foundAdvice: (there) =>
      `同一主机的 ${there} 处有 Dask Gateway 应答：请将 gateway.public-address 设为该地址。`,
    absoluteAdvice:
      "在此 Hub 上，用户有各自的主机，服务在其他主机上：请将 gateway.public-address 设为网关的绝对地址，例如 https://dask-gateway--service.hub.example.org/services/dask-gateway/",
    mixed: (address) =>
      `此页面通过 https 打开，因此浏览器不允许它通过 http 询问 ${address}（混合内容）。`,
    mixedAdvice: (usual) =>
      `请给网关一个 https 地址，并将 gateway.public-address 设为该地址；像 ${usual} 这样的路径与页面同样安全。`,
    forbidden: (address, directive) =>
      `页面的内容安全策略（${directive}）禁止向 ${address} 发送请求`,
    forbiddenAdvice: (origin) => `管理员将 ${origin} 加入策略的 connect-src。${PASS_THROUGH}`,
    silent: (address, seconds) => `${address} 没有在 ${number(seconds)} 秒内应答。`,
    nothing: (address) =>
      `此浏览器无法连到 ${address}：名称未知，那里没有程序监听，或者其证书不受信任。`,
    nothingAdvice:
      "请在单独的标签页中打开该地址以查看原因。如果只有 Jupyter 服务器能够连到它，请管理员将 gateway.public-address 设为浏览器能够连到的地址；在此之前无法打开仪表盘。",
  },

  direct: {
    ownOrigin: "网关与页面同源。",
    cors: "网关属于另一个来源，它允许此页面询问（CORS）。",
    noCors: `网关属于另一个来源，它不允许此页面读取其应答（没有 CORS）。${PASS_THROUGH}`,
  },

  login: {
    noHub: "此页面不属于 JupyterHub，没有自己的网关登录。",
    otherOrigin: (address) => `页面的令牌只用于其自身的来源，不会出示给 ${address}`,
    shared: (user) => `这是 ${user} 的服务器，而页面的登录是您的：这里不使用它。${PASS_THROUGH}`,
    noToken: "页面的配置中没有令牌。",
    noTokenAdvice: `请重新加载页面。${PASS_THROUGH}`,
    otherScheme: (scheme) => `网关要求的登录方式（${scheme}）与页面所有的不同。`,
    accepted: "页面自己的令牌可以打开网关。",
    noScope: "网关拒绝了页面的令牌：很可能它缺少使用网关的权限范围。",
    noScopeAdvice: (service) =>
      [
        `${PASS_THROUGH}要允许直接请求，管理员将“access:services!service=${service}”加入 c.JupyterHub.load_roles（在 Helm chart 中为 hub.loadRoles）中角色“user”的权限范围，保留所有其他角色，并在 jupyterhub_config.py 中写：`,
        `c.Spawner.oauth_client_allowed_scopes.extend(["access:servers!server", "access:services!service=${service}"])`,
        "然后重启 Hub，并重新登录。",
      ].join("\n"),
    unknown: "Hub 不再认识页面的令牌。",
    unknownAdvice: `请重新加载页面，如果要求登录则重新登录。${PASS_THROUGH}`,
    odd: (status) => `网关对页面令牌的应答是 HTTP ${status}。`,
    oddAdvice: "请重试；如果再次发生，请告知管理员。",
    silent: (seconds) => `网关没有在 ${number(seconds)} 秒内应答。`,
    nothing: "与网关的连接断开了。",
  },

  figures: {
    noList: "无法通过 Jupyter 服务器得到您的集群列表。",
    noCluster: "您没有正在运行的集群。请在有集群运行时再检查。",
    fromServer: "运行中集群的工作节点和内存通过 Jupyter 服务器得到。",
    fromPublicAddress: (address) =>
      `运行中集群的工作节点和内存来自 ${address}：Jupyter 服务器得不到它们。`,
    missing: "无论通过 Jupyter 服务器还是从公共地址，都得不到运行中集群的工作节点和内存。",
    missingAdvice:
      "那样的话，面板既不显示工作节点也不显示内存，扩缩也只显示所请求的数量。如果网关的地址只提供其 API，请将 Dask 配置中的 gateway.public-address 设为网关的代理无需登录就提供 /clusters/… 的地址；否则请询问管理员。",
  },

  dashboards: {
    open: (address) => `仪表盘是 ${address} 之下的页面，此浏览器可以连到它。`,
    outside: (address) => `此页面不能在 JupyterLab 的标签页中显示 ${address} 之下的仪表盘。`,
    outsideAdvice:
      "它们在单独的浏览器标签页中打开。要在 JupyterLab 中显示它们，管理员为 gateway.public-address 配置 https，或在 JupyterLab 页面的策略（frame-src）中允许其来源。",
  },
};
