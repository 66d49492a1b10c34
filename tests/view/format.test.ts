import { expect, test } from "vitest";
import { en } from "../../js/view/strings/en.js";
import {
  describeBytes,
  formatAmount,
  formatBound,
  formatBytes,
  formatDuration,
  formatMoney,
} from "../../js/view/ui/format.js";

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1024, "1 KiB"],
  [512 * 2 ** 20, "512 MiB"],
  [1.5 * 2 ** 30, "1.5 GiB"],
  [2 ** 30 - 1, "1 GiB"],
  [1023.7 * 2 ** 20, "1 GiB"],
  [16 * 2 ** 30, "16 GiB"],
  [123.4 * 2 ** 40, "123 TiB"],
  [2 ** 63, "8192 PiB"],
])("%d bytes are %s", (count, text) => {
  expect(formatBytes(count, "en")).toBe(text);
});

test.each([
  [8, "8"],
  [3.8, "3.8"],
  [0.125, "0.13"],
  [1_204, "1,204"],
])("%d of something are %s", (amount, text) => {
  expect(formatAmount(amount, "en")).toBe(text);
});

test.each([
  [0.42, "USD", "0.42\u00a0USD"],
  [0, "USD", "0.00\u00a0USD"],
  [0.0042, "EUR", "0.0042\u00a0EUR"],
  [1234.5, "JPY", "1,235\u00a0JPY"],
  [0.42, "usd", "0.42\u00a0usd"],
  [0.42, "credits of the site", "0.42\u00a0credits of the site"],
  [0.42, "<b>", "0.42\u00a0<b>"],
  [0.42, "", "0.42"],
])("%d in %s is %s", (amount, currency, text) => {
  expect(formatMoney(amount, currency, "en")).toBe(text);
});

test.each([
  [-3, "0 s"],
  [0.9, "0 s"],
  [12, "12 s"],
  [59.99, "59 s"],
  [60, "1 min"],
  [3 * 60 + 59, "3 min"],
  [3600, "1 h"],
  [7500, "2 h 5 min"],
  [86_400, "1 d"],
  [273_600, "3 d 4 h"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds, en.units), "which no line breaks").toBe(
    text.replaceAll(" ", "\u00a0"),
  );
});

/** Those of no language that the panel has, for the two that it has write numbers alike. */
test.each([
  ["en", "1.5 GiB", "≈ 14.9 GiB", "1,204.5", "1,234.50\u00a0USD", "100,000"],
  ["zh-CN", "1.5 GiB", "≈ 14.9 GiB", "1,204.5", "1,234.50\u00a0USD", "100,000"],
  ["de", "1,5 GiB", "≈ 14,9 GiB", "1.204,5", "1.234,50\u00a0USD", "100.000"],
  ["ar-EG", "١٫٥ GiB", "≈ ١٤٫٩ GiB", "١٬٢٠٤٫٥", "١٬٢٣٤٫٥٠\u00a0USD", "١٠٠٬٠٠٠"],
])("amounts and money as %s writes numbers", (lang, ...written) => {
  expect([
    formatBytes(1.5 * 2 ** 30, lang),
    describeBytes(16e9, lang),
    formatAmount(1204.5, lang),
    formatMoney(1234.5, "USD", lang),
    formatBound("100000", false, lang),
  ]).toEqual(written);
});

test("a bound that has no digits, or more than anybody counts, is as Python prints it", () => {
  for (const bound of ["inf", "nan", "1e+308", "1e-30"])
    for (const isBytes of [false, true]) expect(formatBound(bound, isBytes, "zh-CN")).toBe(bound);
  expect(formatBound("2.5e-07", false, "en")).toBe("0.00000025");
  expect(formatBound("1204.5", false, "en")).toBe("1,204.5");
});
