import type { PartTables } from "../view/strings/table.js";

/** What any page may have to say. */
export const page: Pick<PartTables, "clipboard" | "parts"> = {
  clipboard: { noClipboard: "浏览器不允许此页面使用剪贴板。" },
  parts: {
    unavailable: (file) => `无法获取 ${file}：它被阻止，或已不在服务器上`,
    "other-version": (file) => `${file} 与此页面的版本不同：请重新加载页面`,
  },
};
