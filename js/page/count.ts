const thousands = new Intl.NumberFormat("en");

/** A number as English writes it: "1,204". */
export function inThousands(n: number | bigint): string {
  return thousands.format(n);
}

/** So many of something, in English: "1 worker", "1,204 workers". */
export function count(n: number, one: string, many: string): string {
  return `${inThousands(n)} ${n === 1 ? one : many}`;
}
