import { expect, test } from "vitest";
import { en } from "../../js/view/strings/en.js";
import { formatBytes, formatDuration } from "../../js/view/ui/format.js";

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1024, "1 KiB"],
  [512 * 2 ** 20, "512 MiB"],
  [1.5 * 2 ** 30, "1.5 GiB"],
  [2 ** 30 - 1, "1 GiB"],
  [16 * 2 ** 30, "16 GiB"],
  [123.4 * 2 ** 40, "123 TiB"],
  [2 ** 63, "8192 PiB"],
])("%d bytes are %s", (count, text) => {
  expect(formatBytes(count)).toBe(text);
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
