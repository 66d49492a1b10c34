import { expect, test } from "vitest";
import { KernelWatch } from "../../js/lab/kernel-watch.js";

/** What a kernel is known to be connected to, by what is sent to it and what it replies. */

type Slot = (sender: unknown, args: unknown) => void;

/** A signal of JupyterLab's. */
class Signal {
  readonly slots = new Set<readonly [Slot, unknown]>();
  connect(slot: Slot, self?: unknown): void {
    this.slots.add([slot, self]);
  }
  disconnect(slot: Slot, self?: unknown): void {
    for (const one of this.slots) if (one[0] === slot && one[1] === self) this.slots.delete(one);
  }
  emit(sender: unknown, args?: unknown): void {
    for (const [slot, self] of [...this.slots]) slot.call(self, sender, args);
  }
}

class FakeKernel {
  status = "idle";
  process = "p1";
  readonly anyMessage = new Signal();
  readonly statusChanged = new Signal();
  readonly connectionStatusChanged = new Signal();
  readonly disposed = new Signal();
  #count = 0;

  /** Code is sent. Gives the message that asks for it. */
  send(code: string): string {
    this.#count += 1;
    const header = { msg_type: "execute_request", msg_id: `m${this.#count}`, session: "page" };
    const msg = { channel: "shell", header, parent_header: {}, content: { code } };
    this.anyMessage.emit(this, { direction: "send", msg });
    return header.msg_id;
  }

  receive(msg_type: string, parent: string, content: object, channel = "shell"): void {
    const header = { msg_type, msg_id: "r", session: this.process };
    const msg = { channel, header, parent_header: { msg_id: parent }, content };
    this.anyMessage.emit(this, { direction: "recv", msg });
  }

  reply(parent: string, status = "ok"): void {
    this.receive("execute_reply", parent, { status });
  }

  becomes(status: string): void {
    this.status = status;
    this.statusChanged.emit(this, status);
  }

  get listeners(): number {
    const { anyMessage, statusChanged, connectionStatusChanged, disposed } = this;
    return [anyMessage, statusChanged, connectionStatusChanged, disposed].reduce(
      (sum, { slots }) => sum + slots.size,
      0,
    );
  }
}

function watched() {
  const kernel = new FakeKernel();
  const context = {
    session: { kernel: kernel as FakeKernel | null } as { kernel: FakeKernel | null } | null,
    kernelChanged: new Signal(),
  };
  let changes = 0;
  const clusterOf = (code: string) => /^connect (\w+)/.exec(code)?.[1];
  const watch = new KernelWatch(context as never, clusterOf, () => {
    changes += 1;
  });
  return {
    kernel,
    context,
    watch,
    uses: () => Object.fromEntries(watch.uses),
    changes: () => changes,
    /** A kernel that is connected to "a". */
    connected() {
      kernel.reply(kernel.send("connect a"));
      expect(Object.fromEntries(watch.uses)).toEqual({ a: "used" });
    },
  };
}

test("the kernel's reply decides, not that it was asked", () => {
  const { kernel, watch, uses } = watched();
  const id = kernel.send("connect a");
  expect(uses()).toEqual({ a: "runs" });
  kernel.receive("status", id, { execution_state: "busy" }, "iopub");
  expect([uses(), watch.last.get("a")]).toEqual([{ a: "runs" }, undefined]);
  kernel.reply(id);
  expect([uses(), watch.last.get("a")]).toEqual([{ a: "used" }, "ok"]);
});

test("an error is no connection, and ends what was told before", () => {
  const { kernel, watch, uses, connected } = watched();
  kernel.reply(kernel.send("connect a"), "error");
  expect([uses(), watch.last.get("a")]).toEqual([{}, "error"]);
  connected();
  kernel.reply(kernel.send("connect a"), "error");
  expect(uses()).toEqual({});
});

test("what became of the code for one cluster is not what became of another's", () => {
  const { kernel, watch } = watched();
  const [first, second] = [kernel.send("connect a"), kernel.send("connect b")];
  kernel.reply(first, "error");
  kernel.reply(second, "aborted");
  expect(Object.fromEntries(watch.last)).toEqual({ a: "error", b: "aborted" });
});

test("what the kernel did not get to changes nothing", () => {
  const { kernel, watch, uses, connected } = watched();
  kernel.reply(kernel.send("connect a"), "aborted");
  expect([uses(), watch.last.get("a")]).toEqual([{}, "aborted"]);
  connected();
  kernel.reply(kernel.send("connect a"), "aborted");
  expect(uses()).toEqual({ a: "used" });
});

test("a busy kernel has the code wait until it gets to it", () => {
  const { kernel, uses } = watched();
  const before = kernel.send("sleep");
  kernel.becomes("busy");
  const id = kernel.send("connect a");
  expect(uses()).toEqual({ a: "waits" });
  kernel.reply(before);
  expect(uses()).toEqual({ a: "waits" });
  kernel.receive("execute_input", id, {}, "iopub");
  expect(uses()).toEqual({ a: "runs" });
  kernel.reply(id);
  expect(uses()).toEqual({ a: "used" });
});

test("other code, other messages and replies to others tell nothing", () => {
  const { kernel, uses, changes } = watched();
  kernel.reply(kernel.send("print(1)"));
  kernel.receive("execute_reply", "of another page", { status: "ok" });
  kernel.receive("stream", "m1", { text: "connect a" }, "iopub");
  kernel.receive("status", undefined as never, { execution_state: "idle" }, "iopub");
  expect([uses(), changes()]).toEqual([{}, 0]);
});

test.each(["restarting", "autorestarting", "terminating", "dead"])(
  "%s: the kernel has lost its client",
  (status) => {
    const { kernel, uses, connected } = watched();
    connected();
    kernel.send("connect b");
    kernel.becomes(status);
    expect(uses()).toEqual({});
  },
);

test("work, and a connection that comes back, end nothing", () => {
  const { kernel, uses, connected } = watched();
  connected();
  for (const status of ["busy", "idle", "unknown", "starting"]) kernel.becomes(status);
  kernel.connectionStatusChanged.emit(kernel, "connecting");
  kernel.connectionStatusChanged.emit(kernel, "connected");
  kernel.receive("kernel_info_reply", "m9", {});
  expect(uses()).toEqual({ a: "used" });
});

test("a connection that is given up ends it: nothing would be heard of a restart", () => {
  const { kernel, uses, connected } = watched();
  connected();
  kernel.connectionStatusChanged.emit(kernel, "disconnected");
  expect(uses()).toEqual({});
});

test("a restart that was missed shows in the next reply, which another process gives", () => {
  const { kernel, uses, connected } = watched();
  connected();
  kernel.process = "p2";
  // The Jupyter server's own messages have a session of theirs.
  kernel.receive("status", "m1", { execution_state: "idle" }, "iopub");
  expect(uses()).toEqual({ a: "used" });
  kernel.receive("kernel_info_reply", "m9", {});
  expect(uses()).toEqual({});
  kernel.reply(kernel.send("connect b"));
  expect(uses()).toEqual({ b: "used" });
});

test("another kernel, none, and the end of the session", () => {
  const { kernel, context, watch, uses, connected } = watched();
  connected();
  const next = new FakeKernel();
  context.session = { kernel: next };
  context.kernelChanged.emit(context);
  expect([uses(), kernel.listeners]).toEqual([{}, 0]);
  next.reply(next.send("connect b"));
  expect(uses()).toEqual({ b: "used" });
  context.session = null;
  context.kernelChanged.emit(context);
  expect([uses(), next.listeners]).toEqual([{}, 0]);
  context.session = { kernel };
  context.kernelChanged.emit(context);
  connected();
  kernel.disposed.emit(kernel);
  expect([uses(), kernel.listeners]).toEqual([{}, 0]);
  watch.end();
  expect(context.kernelChanged.slots.size).toBe(0);
});

test("several clusters at once", () => {
  const { kernel, uses, connected } = watched();
  connected();
  kernel.reply(kernel.send("connect b"));
  expect(uses()).toEqual({ a: "used", b: "used" });
});
