import type { ChoosingStrings } from "../choosing/strings.js";

/** What the dialogs of presets and links say. */
export const choosing: ChoosingStrings = {
  presets: "预设",
  saveAs: "将表单中的内容保存为",
  save: "保存",
  replace: "替换",
  taken: (name) => `您已经有预设“${name}”。`,
  include: (mapping) => `包含 ${mapping}`,
  mappings: "这些选项的值可能是密码。只有勾选时才会保留。",
  mappingsInLink: "这些选项的值可能是密码，而拥有链接的任何人都能看到。只有勾选时才会放入链接。",
  secrets: (names) => `以下内容保密，从不包含：${names}。`,
  yours: "您的预设",
  remove: "删除",
  removeNamed: (name) => `删除 ${name}`,
  importFile: "从文件导入",
  exportFile: "导出到文件",
  close: "关闭",
  cancel: "取消",
  namesTaken: (names) => `文件中有您已经拥有的预设：${names}。`,
  keepMine: "保留我的",
  replaceMine: "替换我的",
  link: "这些选项的链接",
  linkAbout: "链接携带与默认值不同的内容。打开它的人会看到填好的表单；链接本身不会启动任何集群。",
  copyLink: "复制链接",
};
