// @vitest-environment happy-dom
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { beforeEach, expect, test, vi } from "vitest";
import { labServices } from "../../js/jupyter/lab-services.js";
import { UsersStore } from "../../js/lab/cluster-users.js";
import { connecting } from "../../js/lab/connecting.js";

/** Where connection code goes in JupyterLab, whether it is run, and what is said of it. */

const lab = vi.hoisted(() => ({
  run: async (_: unknown): Promise<boolean> => true,
  drags: [] as { mimeData: { getData(type: string): unknown }; dragImage: HTMLElement }[],
}));
vi.mock("@jupyterlab/notebook", () => ({
  NotebookActions: { run: (notebook: unknown) => lab.run(notebook) },
}));
vi.mock("@lumino/dragdrop", () => ({
  Drag: class {
    constructor(options: (typeof lab.drags)[number]) {
      lab.drags.push(options);
    }
    start = async () => "copy";
  },
}));

const CODE = 'cluster = Gateway().connect("a1b2c3d4e5f6")\nclient = cluster.get_client()\nclient';
const KEY = "a1b2c3d4";

class Signal {
  readonly slots = new Set<readonly [(...args: unknown[]) => void, unknown]>();
  connect(slot: (...args: unknown[]) => void, self?: unknown): void {
    this.slots.add([slot, self]);
  }
  disconnect(): void {
    this.slots.clear();
  }
  emit(...args: unknown[]): void {
    for (const [slot, self] of this.slots) slot.apply(self, args);
  }
}

class FakeCell {
  readonly model = {
    type: "code",
    sharedModel: {
      getSource: () => this.source,
      setSource: (source: string) => {
        this.source = source;
      },
    },
  };
  constructor(
    public source: string,
    readonly readOnly = false,
  ) {}
}

/** A notebook with these cells, or a console with this prompt. */
function widget(label: string, more: object) {
  const kernel = {
    name: "python3",
    status: "idle",
    anyMessage: new Signal(),
    statusChanged: new Signal(),
    connectionStatusChanged: new Signal(),
    disposed: new Signal(),
    /** Runs code, as JupyterLab sends it. */
    execute(code: string, status: string) {
      const session = "p1";
      const request = { msg_type: "execute_request", msg_id: "m1", session };
      const reply = { msg_type: "execute_reply", msg_id: "m2", session };
      const messages = [
        { channel: "shell", header: request, parent_header: {}, content: { code } },
        { channel: "shell", header: reply, parent_header: request, content: { status } },
      ];
      for (const [at, msg] of messages.entries())
        this.anyMessage.emit(kernel, { direction: at === 0 ? "send" : "recv", msg });
    },
  };
  return {
    id: label,
    title: { label, changed: new Signal() },
    node: document.createElement("div"),
    isVisible: true,
    disposed: new Signal(),
    kernel,
    sessionContext: {
      session: { kernel },
      kernelChanged: new Signal(),
      specsManager: {
        specs: {
          kernelspecs: {
            python3: { language: "python", argv: ["python"] },
            ir: { language: "R", argv: ["R"] },
            // As JupyterLite's.
            python: { language: "python", argv: [] },
          },
        },
      },
    },
    ...more,
  };
}

function notebookOf(cells: FakeCell[]) {
  const content = {
    activeCellIndex: cells.length - 1,
    get activeCell() {
      return cells[this.activeCellIndex];
    },
    model: {
      sharedModel: {
        insertCell: (index: number, { source }: { source: string }) =>
          cells.splice(index, 0, new FakeCell(source)),
      },
    },
    deselectAll: () => {},
    scrollToItem: async () => {},
  };
  return { ...widget("analysis.ipynb", { context: { ready: Promise.resolve() } }), content, cells };
}

function consoleOf(prompt: string) {
  const promptCell = new FakeCell(prompt);
  const injected: string[] = [];
  const console = { promptCell, inject: async (code: string) => void injected.push(code) };
  return { ...widget("Console 1", {}), console, promptCell, injected };
}

const notebook = notebookOf([new FakeCell("x = 1")]);
const terminal = consoleOf("");
const notebooks = {
  currentWidget: notebook as typeof notebook | null,
  forEach: (take: (panel: unknown) => void) => take(notebook),
  widgetAdded: new Signal(),
};
const consoles = {
  currentWidget: terminal as typeof terminal | null,
  forEach: (take: (panel: unknown) => void) => take(terminal),
  widgetAdded: new Signal(),
};
const activated: string[] = [];
const shell = {
  currentWidget: null as unknown,
  activateById: (id: string) => activated.push(id),
};
const users = new UsersStore();
const subject = connecting(
  { shell } as unknown as JupyterFrontEnd,
  notebooks as never,
  consoles as never,
  users,
);
const settings = (connect: "insert" | "insert-and-run") => {
  labServices.settings = async () => ({
    connection: "auto",
    stopWithServer: false,
    seldom: false,
    notifications: true,
    connect,
  });
};
const told = () => users.of(KEY).map(({ how, name }) => `${how} ${name}`);
const runs = (status: string) => {
  lab.run = async () => {
    notebook.kernel.execute(notebook.cells.at(-1)?.source ?? "", status);
    return status === "ok";
  };
};

beforeEach(() => {
  settings("insert");
  runs("ok");
  notebook.cells.splice(0, 9, new FakeCell("x = 1"));
  notebook.content.activeCellIndex = 0;
  notebook.isVisible = true;
  terminal.promptCell.source = "";
  terminal.injected.length = 0;
  notebooks.currentWidget = notebook;
  consoles.currentWidget = terminal;
  shell.currentWidget = notebook;
  notebook.kernel.name = "python3";
  activated.length = 0;
  for (const { kernel } of [notebook, terminal]) kernel.statusChanged.emit(kernel, "restarting");
});

test("by default it is inserted and not run; running it later counts", async () => {
  expect(await subject.connect(CODE, KEY)).toBe(
    "The code is in analysis.ipynb: running it connects.",
  );
  expect(notebook.cells.map(({ source }) => source)).toEqual(["x = 1", CODE]);
  expect(told()).toEqual([]);
  notebook.kernel.execute(`${CODE}\nclient.wait_for_workers(2)\n`, "ok");
  expect(told()).toEqual(["used by analysis.ipynb"]);
});

test("inserted and run, if the settings say so; what came of it the list of users says", async () => {
  settings("insert-and-run");
  const versions = users.version;
  expect(await subject.connect(CODE, KEY)).toBeUndefined();
  expect(told()).toEqual(["used by analysis.ipynb"]);
  expect(users.version).toBeGreaterThan(versions);
  users.of(KEY)[0]?.show();
  expect(activated).toEqual(["analysis.ipynb"]);
  notebook.kernel.statusChanged.emit(notebook.kernel, "restarting");
  expect(told()).toEqual([]);
});

test("an error, a run that did not come to it, and one that fell with its kernel", async () => {
  settings("insert-and-run");
  runs("error");
  await expect(subject.connect(CODE, KEY)).rejects.toThrow("raised an error in analysis.ipynb");
  lab.run = async () => false;
  await expect(subject.connect(CODE, KEY)).rejects.toThrow("was not run");
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  lab.run = () => Promise.reject(new Error("Canceled"));
  await expect(subject.connect(CODE, KEY)).rejects.toThrow("was not run");
  warn.mockRestore();
  expect(told()).toEqual([]);
});

test("what is scrolled to meanwhile is no failure: the code is there, and runs", async () => {
  const debug = vi.spyOn(console, "debug").mockReturnValue();
  const scroll = vi
    .spyOn(notebook.content, "scrollToItem")
    .mockRejectedValue("Scrolling to a new item is requested.");
  expect(await subject.connect(CODE, KEY)).toContain("is in analysis.ipynb");
  settings("insert-and-run");
  lab.run = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    notebook.kernel.execute(CODE, "ok");
    return true;
  };
  expect(await subject.connect(CODE, KEY)).toBeUndefined();
  scroll.mockReturnValue(new Promise(() => {}));
  expect(await subject.connect(CODE, KEY), "never scrolled to").toBeUndefined();
  scroll.mockRestore();
  debug.mockRestore();
});

test("a notebook that is closed while it runs is named as it was", async () => {
  settings("insert-and-run");
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  lab.run = async () => {
    notebook.title.label = "";
    throw new Error("Canceled future");
  };
  await expect(subject.connect(CODE, KEY)).rejects.toThrow("analysis.ipynb");
  notebook.title.label = "analysis.ipynb";
  warn.mockRestore();
});

test("a console: to its prompt, below what is written there; or run at once", async () => {
  shell.currentWidget = terminal;
  expect(await subject.connect(CODE, KEY)).toContain("Console 1");
  expect(terminal.promptCell.source).toBe(CODE);
  terminal.promptCell.source = "x = 1";
  await subject.insert(CODE, KEY);
  expect(terminal.promptCell.source).toBe(`x = 1\n${CODE}`);
  settings("insert-and-run");
  const inject = vi.spyOn(terminal.console, "inject").mockImplementation(async (code: string) => {
    terminal.kernel.execute(code, "ok");
  });
  expect(await subject.connect(CODE, KEY)).toBeUndefined();
  inject.mockRestore();
  expect(told()).toEqual(["used by Console 1"]);
});

test.each(["insert", "insert-and-run"] as const)(
  "a kernel inside the browser reaches no scheduler: that is said, and nothing is put there (%s)",
  async (how) => {
    settings(how);
    notebook.kernel.name = "python";
    const reason = /kernel of analysis\.ipynb runs inside the browser.*“Copy connection code”/;
    await expect(subject.connect(CODE, KEY)).rejects.toThrow(reason);
    await expect(subject.insert(CODE, KEY)).rejects.toThrow(reason);
    expect(notebook.cells.map(({ source }) => source)).toEqual(["x = 1"]);
  },
);

test("which of them: the focused one, else one that can be seen, else the notebook", async () => {
  const where = async () => /in (.*):/.exec((await subject.connect(CODE, KEY)) ?? "")?.[1];
  expect(await where()).toBe("analysis.ipynb");
  shell.currentWidget = terminal;
  expect(await where()).toBe("Console 1");
  shell.currentWidget = { id: "a dashboard" };
  expect(await where()).toBe("analysis.ipynb");
  notebook.isVisible = false;
  expect(await where()).toBe("Console 1");
  consoles.currentWidget = null;
  expect(await where()).toBe("analysis.ipynb");
  expect(activated, "it is shown").toEqual(["analysis.ipynb"]);
  notebooks.currentWidget = null;
  consoles.currentWidget = terminal;
  expect(await where()).toBe("Console 1");
});

test("without notebook and console there is a sentence", async () => {
  notebooks.currentWidget = null;
  consoles.currentWidget = null;
  await expect(subject.connect(CODE, KEY)).rejects.toThrow("Open a notebook or a console first");
  await expect(subject.insert(CODE, KEY)).rejects.toThrow("Open a notebook or a console first");
});

test("an empty cell takes it, and one that is locked does not", async () => {
  notebook.cells.push(new FakeCell(" \n"));
  notebook.content.activeCellIndex = 1;
  await subject.insert(CODE, KEY);
  expect(notebook.cells.map(({ source }) => source)).toEqual(["x = 1", CODE]);
  notebook.cells.splice(1, 1, new FakeCell("", true));
  await subject.insert(CODE, KEY);
  expect(notebook.cells.map(({ source }) => source)).toEqual(["x = 1", "", CODE]);
});

test("a button that is pressed twice puts it there once, and runs it once at a time", async () => {
  const press = () => subject.connect(CODE, KEY);
  await Promise.all([press(), press()]);
  await press();
  await subject.insert(CODE, KEY);
  expect(notebook.cells.map(({ source }) => source)).toEqual(["x = 1", CODE]);
  await subject.insert(CODE.replace("a1b2", "ffff"), "ffffc3d4");
  await press();
  expect(notebook.cells.map(({ source }) => source)).toHaveLength(4);

  settings("insert-and-run");
  notebook.cells.splice(1, 9);
  notebook.content.activeCellIndex = 0;
  let end = (_: boolean) => {};
  lab.run = vi.fn(() => {
    notebook.kernel.execute(CODE, "ok");
    return new Promise<boolean>((resolve) => {
      end = resolve;
    });
  });
  const both = Promise.all([press(), press()]);
  const ended = vi.fn();
  void both.then(ended);
  await vi.waitFor(() => expect(lab.run).toHaveBeenCalled());
  expect(ended, "both wait for the one run").not.toHaveBeenCalled();
  end(true);
  expect(await both).toEqual([undefined, undefined]);
  expect(lab.run).toHaveBeenCalledOnce();
  expect(notebook.cells).toHaveLength(2);

  shell.currentWidget = terminal;
  await subject.insert(CODE, KEY);
  await subject.insert(CODE, KEY);
  expect(terminal.promptCell.source).toBe(CODE);
});

test("Python is not run in a kernel for another language", async () => {
  settings("insert-and-run");
  notebook.kernel.name = "ir";
  await expect(subject.connect(CODE, KEY)).rejects.toThrow("has a kernel for R");
  expect(notebook.cells).toHaveLength(1);
});

test("only the code as it was handed out counts", async () => {
  await subject.insert(CODE, KEY);
  for (const source of [
    CODE.replace("a1b2c3d4e5f6", "ffffffffffff"),
    `%%writefile x.py\n${CODE}`,
    `"""\n${CODE}\n"""`,
    CODE.replace(/^/gm, "# "),
    `${CODE}.close()`,
    CODE.slice(0, -7),
  ]) {
    notebook.kernel.execute(source, "ok");
    expect(told(), source).toEqual([]);
  }
});

test("a renamed notebook is told by its new name, and a closed one not any more", async () => {
  const other = notebookOf([new FakeCell("")]);
  notebooks.widgetAdded.emit(notebooks, other);
  await subject.insert(CODE, KEY);
  other.kernel.execute(CODE, "ok");
  expect(told()).toEqual(["used by analysis.ipynb"]);
  other.title.label = "night\u202e.ipynb";
  other.title.changed.emit();
  expect(told()).toEqual(["used by night\ufffd.ipynb"]);
  other.disposed.emit();
  expect(told()).toEqual([]);
});

const pointer = (type: string, clientX: number, more: PointerEventInit = {}) =>
  new PointerEvent(type, { clientX, clientY: 0, buttons: 1, ...more });

test("a press that moves away is a drag of the code; a click, a finger or another button is none", () => {
  const begin = vi.fn(() => subject.drag(CODE, KEY));
  subject.grab(pointer("pointerdown", 0), begin);
  document.dispatchEvent(pointer("pointermove", 3));
  document.dispatchEvent(pointer("pointerup", 3));
  document.dispatchEvent(pointer("pointermove", 30));
  subject.grab(pointer("pointerdown", 0, { pointerType: "touch" }), begin);
  subject.grab(pointer("pointerdown", 0, { button: 2 }), begin);
  document.dispatchEvent(pointer("pointermove", 30));
  // Let go before this was there to hear of it.
  subject.grab(pointer("pointerdown", 0), begin);
  document.dispatchEvent(pointer("pointermove", 30, { buttons: 0 }));
  document.dispatchEvent(pointer("pointermove", 30));
  expect(begin).not.toHaveBeenCalled();

  subject.grab(pointer("pointerdown", 0), begin);
  document.dispatchEvent(pointer("pointermove", 6));
  document.dispatchEvent(pointer("pointermove", 30));
  expect(begin).toHaveBeenCalledTimes(1);
  const { mimeData, dragImage } = lab.drags[0] as (typeof lab.drags)[number];
  expect(mimeData.getData("text/plain")).toBe(CODE);
  expect(mimeData.getData("application/vnd.jupyter.cells")).toEqual([
    { cell_type: "code", source: CODE, metadata: { trusted: true } },
  ]);
  expect(dragImage.textContent, "the name is a secret").toBe(KEY);
  // What was dropped and run counts.
  notebook.kernel.execute(CODE, "ok");
  expect(told()).toEqual(["used by analysis.ipynb"]);
});
