import { expect, test } from "vitest";
import { beginning } from "../../js/doctor/beginning.js";

/** What the doctor reads of an answer, which may be anybody's. */

test("a short body is read whole, also where a letter is cut in two", async () => {
  const bytes = new TextEncoder().encode("größe");
  const body = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  expect(await beginning(new Response(body))).toBe("größe");
  expect(await beginning(new Response(null, { status: 204 }))).toBe("");
});

test("of a body without end only the beginning is read, and the rest given up", async () => {
  let sent = 0;
  let isGivenUp = false;
  const body = new ReadableStream({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(1024).fill(65));
    },
    cancel() {
      isGivenUp = true;
    },
  });
  expect((await beginning(new Response(body))).length).toBe(2 ** 16);
  expect(isGivenUp).toBe(true);
  expect(sent).toBeLessThan(70);
});
