/**
 * JupyterLab's settings in Simplified Chinese: what stands in `schema/` in English, file by file and at the same places. The build asks
 * for each title, description and label there, and makes JupyterLab's language pack of them.
 */
export interface SettingsWords {
  [place: string]: string | SettingsWords;
}

export const settings: SettingsWords = {
  menu: {
    title: "Dask Gateway 菜单",
    description: "JupyterLab 菜单中用于 Dask 集群的命令。",
  },
  plugin: {
    title: "Dask Gateway",
    description: "Dask Gateway 面板的设置。",
    "jupyter.lab.setting-icon-label": "Dask Gateway",
    properties: {
      connection: {
        title: "与网关的连接",
        description:
          "auto：依次尝试网关自己的地址（direct）、Jupyter 服务器（pass-through）和笔记本的内核，使用第一个可用的。如果设置了 dask 的 gateway.jupyter.connection，则由它决定 auto 的含义。",
      },
      connect: {
        title: "连接",
        description:
          "集群的“连接”按钮在您正在使用的笔记本或控制台中做什么。insert：在那里放入连接的代码，由您运行。insert-and-run：还会运行它。",
      },
      refresh: {
        title: "刷新",
        description:
          "有人查看时，多久向网关询问一次集群及其数据。auto：每 5 到 15 秒询问列表，每 2 到 10 秒询问数据，越久没有变化则越少询问。seldom：频率为其四分之一。您所做的操作总是立即询问，“刷新”按钮会询问全部内容。",
      },
      notifications: {
        title: "通知",
        description:
          "如果在面板和部件中的启动、扩缩和停止需要较长时间，则发出通知，即使当时看不到它们。",
      },
      stopWithServer: {
        title: "随我的服务器停止集群",
        description:
          "从此页面启动的集群会勾选“随我的服务器停止”：Jupyter 服务器结束时会停止它们。如果设置了 dask 的 gateway.jupyter.stop-with-server，则以它为准。每个集群的勾选都可以随时更改。",
      },
      kubernetesOffer: {
        title: "提议转换使用 dask-kubernetes 的笔记本",
        description:
          "对每个导入 dask_kubernetes 的笔记本提示一次：其工作节点可以转为网关的选项。需要启用通知。",
      },
      presets: {
        title: "预设",
        description: "面板所保存的您的选项预设，按网关的地址存放。请在面板中更改它们。",
      },
    },
  },
};
