import { describe, expect, test, vi } from "vitest";
import type { PageAnswer } from "#session";
import { PageReaders } from "../../js/view/session/page-readers.js";

const LOST = { text: null, problem: { id: "no-answer" } };

describe("pages of schedulers", () => {
  test("each who asks gets what was asked for, in whatever order it comes", async () => {
    const readers = new PageReaders();
    const asked: number[] = [];
    const first = readers.read((asker) => asked.push(asker));
    const second = readers.read((asker) => asked.push(asker));
    const answers: PageAnswer[] = asked
      .map((asker) => ({ asker, text: `text ${asker}`, problem: null }))
      .reverse();
    readers.take(answers);
    expect(await first).toEqual({ text: `text ${asked[0]}`, problem: null });
    expect(await second).toEqual({ text: `text ${asked[1]}`, problem: null });
  });

  test("a problem is told, and an answer without a word too", async () => {
    const readers = new PageReaders();
    let told = readers.read(vi.fn(() => true));
    readers.take([{ asker: 1, text: null, problem: { id: "no-scheduler" } }]);
    expect(await told).toEqual({ text: null, problem: { id: "no-scheduler" } });
    told = readers.read(() => true);
    readers.take([{ asker: 2, text: null, problem: null }]);
    expect(await told).toEqual(LOST);
  });

  test("nobody waits for a core that has ended, or that there is none of", async () => {
    const readers = new PageReaders();
    const told = readers.read(() => true);
    readers.giveUp();
    expect(await told).toEqual(LOST);
    expect(await readers.read(() => undefined)).toEqual(LOST);
    // A pane may outlive the session of the notebook that opened it.
    const closed = () => {
      throw new Error("null pointer passed to rust");
    };
    expect(await readers.read(closed)).toEqual(LOST);
    // Late, twice and of nobody.
    readers.take([
      { asker: 1, text: "late", problem: null },
      { asker: 99, text: "odd", problem: null },
    ]);
  });
});
