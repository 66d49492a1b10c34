import type { InsightTools } from "../view/context.js";

/** What is drawn with here, in the language of one panel. */
export interface FigureTools extends Omit<InsightTools, "formatBytes"> {
  formatBytes(count: number): string;
}

export function toolsIn(lang: string, tools: InsightTools): FigureTools {
  return { ...tools, formatBytes: (count) => tools.formatBytes(count, lang) };
}
