import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { copy } from "../../js/page/clipboard.js";
import { plainText } from "../../js/page/plain-text.js";
import { en } from "../../js/view/strings/en.js";
import { formatMessage } from "../../js/view/strings/index.js";

/** The table is also Python's: tests/python/test_plain_text.py. */

const table: Record<"replaced" | "kept" | "line_breaks", string[]> = JSON.parse(
  readFileSync("tests/fixtures/steering_characters.json", "utf8"),
);

afterEach(() => vi.unstubAllGlobals());

test.each(table.replaced)("%j is replaced", (character) => {
  expect(plainText(`a${character}b`)).toBe("a\ufffdb");
});

test("what people write stays", () => {
  const text = table.kept.join("");
  expect(plainText(text)).toBe(text);
  expect(new Set(table.line_breaks.map(plainText))).toEqual(new Set(["a\nb"]));
});

test("nothing steers the terminal that a copy is pasted into", async () => {
  const written: string[] = [];
  const clipboard = { writeText: async (text: string) => void written.push(text) };
  vi.stubGlobal("navigator", { clipboard });
  await copy("rm\u001b[1A\u202e\r\n\ud800");
  clipboard.writeText = async () => {
    throw new Error("not allowed");
  };
  await copy("\u0007", (text) => written.push(text));
  expect(written).toEqual(["rm\ufffd[1A\ufffd\n\ufffd", "\ufffd"]);
  await expect(copy("x")).rejects.toThrow("clipboard");
});

test("no sentence carries such a character", () => {
  expect(formatMessage(en, { id: "said", text: "no\u202e\u001b" })).toBe("no\ufffd\ufffd");
});
