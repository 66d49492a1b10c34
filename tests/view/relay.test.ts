import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromPython } from "../../js/widget/protocol.js";
import { Relay } from "../../js/widget/relay.js";
import { FakeModel } from "./fake-model.js";

/** The relay: whatever becomes of messages, each request is settled once and with its own reply. */

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const HOUR_MS = 3_600_000;
const bytes = (text: string) => new DataView(new TextEncoder().encode(text).buffer);
const never = () => new AbortController().signal;

function relayBy(...models: FakeModel[]): Relay {
  const relay = new Relay("relay:1");
  for (const model of models) relay.add(model.asModel, never());
  return relay;
}

/** The id of the last request, and what becomes of a request: its status and body, or why it is given up. */
const idOf = (model: FakeModel) => String(model.sent.at(-1)?.id);
function outcomeOf(request: Promise<Response>) {
  const outcome: { is?: string } = {};
  request.then(
    async (reply) => {
      outcome.is = `${reply.status} ${await reply.text()}`;
    },
    (error: Error) => {
      outcome.is = error.message;
    },
  );
  return outcome;
}
const asks = (model: FakeModel) => model.sent.filter(({ type }) => type === "ask");

test("each reply goes to its request, by whichever widget is there", async () => {
  const [one, two] = [new FakeModel(), new FakeModel()];
  const relay = new Relay("relay:1");
  const first = new AbortController();
  relay.add(one.asModel, first.signal);
  relay.add(two.asModel, never());
  const a = relay.connection().send("GET", "a");
  const b = relay.connection().send("POST", "b", "{}");
  expect(one.sent).toMatchObject([
    { type: "request", method: "GET", path: "a", body: null },
    { type: "request", method: "POST", path: "b", body: "{}" },
  ]);
  const headers = { "Content-Type": "application/json", "Dask-Gateway-Error": "dropped" };
  one.hear({ type: "reply", id: idOf(one), status: 502, headers }, bytes("[1]"));
  const reply = await b;
  expect([reply.status, reply.headers.get("Dask-Gateway-Error"), await reply.text()]).toEqual([
    502,
    "dropped",
    "[1]",
  ]);
  const c = relay.connection().send("DELETE", "c");
  one.hear({ type: "reply", id: idOf(one), status: 204, headers: {} }, bytes(""));
  expect((await c).status).toBe(204);
  first.abort();
  await expect(a, "its carrier left").rejects.toThrow("no reply");
  void relay.connection().send("GET", "d");
  expect(two.sent).toHaveLength(1);
});

test("two pages of one kernel do not take each other's replies", async () => {
  // What Python sends reaches the widget in both.
  const [here, there] = [new FakeModel(), new FakeModel()];
  const create = outcomeOf(relayBy(here).connection().send("POST", "api/v1/clusters/", "{}"));
  const other = outcomeOf(relayBy(there).connection().send("POST", "api/v1/clusters/", "{}"));
  for (const [model, name] of [
    [there, "theirs"],
    [here, "ours"],
  ] as const) {
    const reply: FromPython = { type: "reply", id: idOf(model), status: 201, headers: {} };
    for (const page of [here, there]) page.hear(reply, bytes(name));
  }
  await vi.advanceTimersByTimeAsync(0);
  expect([create.is, other.is]).toEqual(["201 ours", "201 theirs"]);
});

test.each<[string, Record<string, unknown>, DataView[]]>([
  ["status 101", { status: 101, headers: {} }, [bytes("")]],
  ["status 600", { status: 600, headers: {} }, [bytes("")]],
  ["205 with a body", { status: 205, headers: {} }, [bytes("{}")]],
  ["a header outside Latin-1", { status: 200, headers: { "Content-Type": "å…" } }, [bytes("{}")]],
  ["no status", { headers: {} }, [bytes("{}")]],
  ["no number", { status: "200", headers: {} }, [bytes("{}")]],
  ["headers that are none", { status: 200, headers: null }, [bytes("{}")]],
  ["no buffer", { status: 200, headers: {} }, []],
])("an odd reply is none, and is told at once: %s", async (_, reply, buffers) => {
  const model = new FakeModel();
  const outcome = outcomeOf(relayBy(model).connection().send("GET", "a"));
  model.hear({ type: "reply", id: idOf(model), ...reply } as unknown as FromPython, ...buffers);
  await vi.advanceTimersByTimeAsync(0);
  expect(outcome.is).toBe("no reply");
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(asks(model)).toEqual([]);
});

test("a kernel that is busy for hours is waited for, with few questions", async () => {
  const model = new FakeModel();
  const outcome = outcomeOf(relayBy(model).connection().send("POST", "b", "{}"));
  const id = idOf(model);
  await vi.advanceTimersByTimeAsync(3 * HOUR_MS);
  expect(outcome.is).toBeUndefined();
  expect(asks(model).length).toBeLessThan(200);
  // It finds the request first, then all the questions.
  for (const _ of asks(model)) model.hear({ type: "pending", id, value: true });
  model.hear({ type: "reply", id, status: 200, headers: {} }, bytes("done"));
  await vi.advanceTimersByTimeAsync(0);
  expect(outcome.is).toBe("200 done");
  const questions = asks(model).length;
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect([asks(model).length, vi.getTimerCount()]).toEqual([questions, 0]);
});

test("a lost reply or request is told once Python says that it does not work on it", async () => {
  const model = new FakeModel();
  const outcome = outcomeOf(relayBy(model).connection().send("POST", "b", "{}"));
  await vi.advanceTimersByTimeAsync(60_000);
  const [question, again] = asks(model);
  expect(question).toEqual(again);
  model.hear({ type: "pending", id: String(question?.id), value: false });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(outcome.is, "the reply may be just behind").toBeUndefined();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(outcome.is).toBe("no reply");
  // What comes after that is for nobody.
  model.hear({ type: "reply", id: String(question?.id), status: 200, headers: {} }, bytes("late"));
  expect(vi.getTimerCount()).toBe(0);
});

test("a reply that is just behind the answer counts", async () => {
  const model = new FakeModel();
  const outcome = outcomeOf(relayBy(model).connection().send("GET", "a"));
  const id = idOf(model);
  model.hear({ type: "pending", id, value: false });
  model.hear({ type: "reply", id, status: 200, headers: {} }, bytes("it"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(outcome.is).toBe("200 it");
});

test("a carrier whose comm is closed carries nothing, and the next one does", async () => {
  const [dead, alive] = [new FakeModel(), new FakeModel()];
  const relay = relayBy(dead, alive);
  const lost = outcomeOf(relay.connection().send("GET", "a"));
  dead.send = () => {
    throw new Error("closed");
  };
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lost.is, "it cannot be asked").toBe("no reply");
  const sent = outcomeOf(relay.connection().send("GET", "b"));
  expect(alive.sent).toMatchObject([{ path: "b" }]);
  alive.send = dead.send;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent.is).toBe("no reply");
  await expect(relay.connection().send("GET", "c")).rejects.toThrow("no kernel");
  expect(vi.getTimerCount()).toBe(0);
});
