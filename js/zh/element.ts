import type { ElementStrings } from "../element/strings.js";

/** What `<dask-gateway>` says around the panel. */
export const element: ElementStrings = {
  title: "Dask Gateway",
  noAddress:
    "此页面没有说明网关在哪里：请给元素加上属性“address”，或者加上“spec”以显示不连接网关的表单。",
  noSpec: "属性“spec”为空，而元素中也没有类型为 application/json 的 script：选项必须在其中之一。",
  badSpecAddress: (text) => `“${text}”不是选项文件的地址。如果它应为 JSON，则应以“{”或“[”开头。`,
  loginInSpec: "“spec”中的地址不能包含用户名或密码。请将其去掉。",
  largeSpec: "此页面指定的选项超过 8 MB，对一个表单来说太大了。",
  badAddress: (text) => `“${text}”不是网关的地址。网关地址以 https://（或 http://）开头。`,
  loginInAddress: "网关的地址不能包含用户名或密码。请将其去掉：元素会询问它们。",
  moreThanAddress: "网关的地址不能包含“?”或“#”。请去掉其后的内容。",
  mixedContent: (text) =>
    `此页面通过 https 打开，因此不会向“${text}”发送任何内容：浏览器禁止这样做，而且密码可能在途中被读取。请给出 https 地址。`,
  unknownView: (text) => `“${text}”不是可以显示的内容：“view”应为 all、options 或 clusters。`,

  reading: "正在读取选项…",
  specStatus: (url, status) =>
    `${url} 处没有选项（HTTP ${status}）。请告知页面的作者检查属性“spec”。`,
  specIsPage: (url) => `${url} 处是网页，没有选项。请告知页面的作者检查属性“spec”。`,
  specSlow: (url) => `${url} 没有及时应答。请稍后重试。`,
  specPolicy: (origin) =>
    `此页面的内容安全策略禁止它读取选项。页面的作者必须将 ${origin} 加入 connect-src。`,
  specOtherOrigin: (url, page) =>
    `${url} 有应答，但此页面不能读取。其服务器必须通过 CORS 允许来源 ${page}。`,
  specNoAnswer: (url) => `${url} 没有应答。请检查网络是否连通。`,

  sent: "发送的内容",
  request: "发给网关的请求",
  python: "Python",
  copy: "复制",
  copyRequest: "复制请求",
  copyPython: "复制 Python 代码",
  copied: (what) => `已复制：${what}`,

  login: "登录 Dask Gateway",
  user: "用户名",
  password: "密码",
  logIn: "登录",
  checking: "正在询问网关…",
  unencrypted: "此连接没有加密：网络上的其他人可能读取密码。",
  noUser: "请输入您的用户名。",
  colon: "用户名不能包含冒号。",
  loginEnded: "网关不再接受此登录。请重新登录以继续。",
  loggedInAs: "登录身份：",
  logOut: "登出",
  loggedOut: "您已登出。正在运行的集群会继续运行。",

  wrongLogin: "网关不认识此用户名和密码。",
  redirects: "网关的地址会转到另一个地址，密码不会发送到那里。请告知页面的作者给出最终地址。",
  noGateway: (base, status) =>
    `${base} 处没有 Dask Gateway（HTTP ${status}）。请告知页面的作者检查地址。`,
  notPlain: "网关无法读取此登录（HTTP 500）。它似乎只接受不带重音符号的字母 a 到 z。",
  failing: (status) => `网关目前无法应答（HTTP ${status}）。请稍后重试。`,
  slow: "网关没有及时应答，它可能正忙：请稍后重试。",
  policy: (origin) =>
    `此页面的内容安全策略禁止它询问网关。页面的作者必须将 ${origin} 加入 connect-src。`,
  otherOrigin: (page) =>
    `网关在那里，但不允许此页面读取其应答。其管理员必须通过 CORS 允许来源 ${page}。`,
  noAnswer: (base) =>
    `${base} 没有应答。请检查网络是否连通、网关是否在运行。如果浏览器询问此页面是否可以访问您的网络，请允许。`,

  notStarted: (reason) => `无法启动面板：${reason}`,
  noWasm:
    "此页面的内容安全策略禁止 WebAssembly。页面的作者必须将 'wasm-unsafe-eval' 加入 script-src。",
  tryAgain: "重试",
};
