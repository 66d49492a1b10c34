/** Written by scripts/build/modules.mjs: the same in all files of one build, and in no others. */
export const buildId: string;
/** The npm package's: "1.2.3". */
export const version: string;
