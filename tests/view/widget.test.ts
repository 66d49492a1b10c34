// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { programStatusOf } from "../../js/jupyter/program-status.js";
import { tellLanguage, tellTables } from "../../js/page/spoken.js";
import type { OpenSession, View } from "../../js/view/model.js";
import { showInactive } from "../../js/widget/inactive.js";
import { widgetClasses } from "../../js/widget/ipywidgets.js";
import { PythonSync } from "../../js/widget/python-sync.js";
import { Relay } from "../../js/widget/relay.js";
import { render } from "../../js/widget/render.js";
import type { WidgetModel } from "../../js/widget/widget-model.js";
import { widget as zh } from "../../js/zh/hosts.js";
import { FakeKernel } from "./fake-kernel.js";
import { FakeModel } from "./fake-model.js";
import { FakeSession } from "./fake-session.js";
import { cluster, view } from "./fixtures.js";

/** The notebook widget's half in the page, between a session and Python. */

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Options extends FakeSession implements OpenSession {
  text = '{"n": 1}';
  options(): string {
    return this.text;
  }
  clusterName(key: string): string {
    return `${key}-and-all-the-rest`;
  }
  close(): void {}
  /** The user types. */
  edit(text: string): void {
    this.text = text;
    const { form } = this.current;
    const fields = form?.fields.map((field) => ({ ...field, changed: true })) ?? [];
    this.show({ ...this.current, form: form && { ...form, changed: true, fields } });
  }
}

function start(current: View = view()) {
  const model = new FakeModel();
  const session = new Options(current);
  const sync = new PythonSync(model.asModel, session, null);
  const [hello, ...others] = model.sent.splice(0);
  expect([hello?.type, others]).toEqual(["hello", []]);
  const page = String(hello?.page);
  /** Python answers the page. */
  const welcome = (options: string, setAt = 0, revision = setAt) =>
    model.hear({ type: "welcome", page, options, setAt, revision, cluster: null });
  const taken = (revision = 0) =>
    model.hear({ type: "taken", page, count: Number(model.sent.at(-1)?.count), revision });
  return { model, session, sync, page, welcome, taken };
}

/** What Python was told of one kind of news. */
const told = (model: FakeModel, member: string) =>
  model.sent.map((message) => message[member]).filter((value) => (value ?? null) !== null);

test("nothing is told before Python has said what it has", () => {
  const { model, session, welcome } = start();
  session.edit('{"n": 2}');
  vi.advanceTimersByTime(10_000);
  expect(told(model, "options")).toEqual([]);
  welcome('{"n": 1}');
  expect(session.events, "somebody has typed here since").toEqual([]);
  vi.advanceTimersByTime(100);
  expect(told(model, "options")).toEqual(['{"n": 2}']);
});

test("what Python has is laid into a form that nobody has touched, or if Python set it last", () => {
  const set = { type: "set-options", options: '{"n": 3}', unseen: true };
  const { session, welcome } = start();
  welcome('{"n": 3}');
  expect(session.events).toEqual([set]);
  const other = start();
  other.session.edit('{"n": 2}');
  other.welcome('{"n": 3}', 1);
  expect(other.session.events).toEqual([set]);
});

function greeted() {
  const started = start();
  started.welcome('{"n": 1}');
  vi.advanceTimersByTime(100);
  started.taken();
  started.model.sent.length = 0;
  started.session.events.length = 0;
  vi.advanceTimersByTime(1_000);
  return started;
}

test("the first key goes at once, what follows in one message, and one at a time", () => {
  const { model, session, taken } = greeted();
  session.edit('{"n": 2}');
  expect(told(model, "options")).toEqual(['{"n": 2}']);
  session.edit('{"n": 23}');
  session.edit('{"n": 234}');
  vi.advanceTimersByTime(2_000);
  expect(told(model, "options"), "the kernel is busy").toHaveLength(1);
  taken();
  expect(told(model, "options")).toEqual(['{"n": 2}', '{"n": 234}']);
  taken();
  session.edit('{"n": 2345}');
  expect(told(model, "options"), "in a moment").toHaveLength(2);
  vi.advanceTimersByTime(100);
  expect(told(model, "options")).toHaveLength(3);
});

test("a tick shows at once, goes to Python, and is what Python says", () => {
  const { model, sync, page, taken } = start(view({ clusters: [cluster("a1b2c3d4")] }));
  const name = "a1b2c3d4-and-all-the-rest";
  expect(sync.stops, "not known yet").toBeNull();
  const welcome = { type: "welcome", page, options: null, setAt: 0, revision: 0, cluster: null };
  model.hear({ ...welcome, type: "welcome", count: 0, stopNew: true, stops: [] });
  expect(sync.stops).toEqual({ stopNew: true, stops: [] });
  const heard = vi.fn();
  sync.subscribe(heard, new AbortController().signal);
  taken();
  sync.tick("a1b2c3d4", true);
  sync.tick(null, false);
  expect(sync.stops).toEqual({ stopNew: false, stops: [name] });
  expect(heard).toHaveBeenCalledTimes(2);
  taken();
  expect(told(model, "stops")).toEqual([{ [name]: true }]);
  taken();
  expect(told(model, "stopNew")).toEqual([false]);
  expect(sync.stops, "until Python says more").toEqual({ stopNew: false, stops: [name] });
  model.hear({ type: "stops", revision: 1, stopNew: true, stops: [] });
  expect(sync.stops).toEqual({ stopNew: true, stops: [] });
  sync.kernelEnded();
  expect(sync.stops, "a kernel that is gone stops nothing any more").toBeNull();
});

test("a comm that is closed is a kernel that has ended, in hosts that do not say so", () => {
  const { model, session, sync } = greeted();
  model.send = () => {
    throw new Error("Cannot send");
  };
  session.edit('{"n": 2}');
  sync.flush();
  expect(sync.python).toBe("gone");
});

test("a Python that knows of no ticks is offered none", () => {
  const { sync, welcome } = start();
  welcome('{"n": 1}');
  expect(sync.stops).toBeNull();
});

test("what Python sets without having seen the last keys says so", () => {
  const { model, session, taken } = greeted();
  model.hear({ type: "set", revision: 1, options: '{"n": 4}' });
  taken(1);
  session.edit('{"n": 2}');
  model.hear({ type: "set", revision: 2, options: '{"n": 5}' });
  expect(session.events.map((it) => "unseen" in it && it.unseen)).toEqual([false, true]);
});

test("Python hears what came of what it set", () => {
  const { model, session } = greeted();
  session.answer = () => {
    session.text = '{"n": 4.0}';
    return [];
  };
  model.hear({ type: "set", revision: 1, options: '{"n": 4}' });
  expect(told(model, "options")).toEqual(['{"n": 4.0}']);
});

test("a cluster launched in the widget is chosen, one launched elsewhere is not", () => {
  const { model, session, sync, taken } = greeted();
  const { form } = view();
  if (form === null) throw new Error("no form");
  const launch = () => {
    session.show(view({ form: { ...form, launching: true } }));
    taken();
    // That it is starting may be said no more: it may run already.
    session.show(view({ form: { ...form, launched: "cccccccc" } }));
    if (model.sent.at(-1)?.choose === null) taken();
  };
  launch();
  expect(told(model, "choose")).toEqual([]);
  sync.onUserEvent({ type: "launch" });
  launch();
  // Together: connect() would say that there is no cluster.
  expect(model.sent.at(-1)).toMatchObject({
    choose: "cccccccc-and-all-the-rest",
    launching: false,
  });
});

test("what a notice says", () => {
  const notice = (...of: Parameters<typeof programStatusOf>) => programStatusOf(...of).text;
  expect(notice("follows", "pass-through")).toContain("through the Jupyter server");
  expect(notice("gone", "pass-through")).toContain("Python no longer follows");
  expect(notice("silent", "pass-through")).toContain("busy, or not there");
  expect(notice("follows", "relay")).toContain("while it is busy, this waits for it");
  expect(notice("gone", "relay")).toContain("Run the cell again");
  expect(notice("follows", "none")).toBe("");
  expect(notice("gone", "none")).toContain("Python no longer follows");
});

test("a plot that Python asks for is opened by one display of the page that it names", () => {
  const { model, session, sync, page } = greeted();
  session.show(view({ clusters: [cluster("aaaaaaaa")] }));
  const full = "aaaaaaaa-and-all-the-rest";
  const opened: unknown[] = [];
  const end = new AbortController();
  for (const display of [1, 2])
    sync.onPlot(
      (...plot) => opened.push([display, ...plot]),
      display === 1 ? end.signal : new AbortController().signal,
    );
  const plot = "/individual-task-stream";
  model.hear({ type: "plot", page, cluster: full, plot });
  model.hear({ type: "plot", page: "another", cluster: full, plot });
  model.hear({ type: "plot", page, cluster: "unknown", plot });
  end.abort();
  model.hear({ type: "plot", page, cluster: full, plot });
  expect(opened).toEqual([
    [1, "aaaaaaaa", plot],
    [2, "aaaaaaaa", plot],
  ]);
});

test("launch, cluster and status cross, the full name to Python alone", () => {
  const { model, session, sync, taken } = greeted();
  const { form } = view();
  if (form === null) throw new Error("no form");
  session.show(view({ form: { ...form, launching: true } }));
  taken();
  session.show(view({ form, clusters: [cluster("aaaaaaaa", { status: "PENDING" })] }));
  taken();
  expect(told(model, "launching")).toEqual([true, false]);
  sync.choose("aaaaaaaa");
  taken();
  session.show(view({ clusters: [cluster("aaaaaaaa")] }));
  taken();
  session.show(view({ clusters: [cluster("aaaaaaaa", { workers: 3 })] }));
  const full = "aaaaaaaa-and-all-the-rest";
  expect(model.sent.slice(2)).toMatchObject([
    { choose: full, cluster: full, status: "PENDING" },
    { choose: null, cluster: full, status: "RUNNING", figures: { workers: 2 } },
    { choose: null, cluster: full, status: null, figures: { workers: 3 } },
  ]);
  expect(sync.chosen).toBe("aaaaaaaa");
  model.hear({ type: "cluster", revision: 1, cluster: null });
  expect(sync.chosen).toBeUndefined();
});

test("a Python that does not answer is told of, and forgiven", () => {
  const { session, sync, taken } = greeted();
  const news = vi.fn();
  sync.subscribe(news, new AbortController().signal);
  session.edit('{"n": 2}');
  vi.advanceTimersByTime(3_000);
  expect(sync.python).toBe("silent");
  expect(news).toHaveBeenCalled();
  taken();
  expect(sync.python).toBe("follows");
});

test("a kernel that ends is told of, and the relay with it", async () => {
  const model = new FakeModel();
  const kernel = new FakeKernel("idle");
  model.widget_manager = { kernel };
  const relay = new Relay("relay:1");
  const sync = new PythonSync(model.asModel, new Options(view()), relay);
  expect(sync.python).toBe("follows");
  const asked = relay.connection().send("GET", "config");
  kernel.become("restarting");
  expect(sync.python).toBe("gone");
  model.sent.length = 0;
  sync.choose("aaaaaaaa");
  expect(model.sent, "it would throw").toEqual([]);
  await expect(asked).rejects.toThrow("no reply");
  await expect(relay.connection().send("GET", "config")).rejects.toThrow("no kernel");
});

test("nothing is left after dispose", () => {
  const { model, session, sync } = greeted();
  sync.dispose();
  expect([model.listening, session.listening]).toEqual([0, 0]);
  expect(vi.getTimerCount()).toBe(0);
});

test("inactive, it is still readable", () => {
  const el = document.createElement("div");
  const said = "Dask Gateway: the widget could not be loaded.";
  showInactive(el, '{"worker_cores": 2, "image": "<b>"}', "notLoaded");
  expect(el.textContent).toBe(`${said}worker_cores2image<b>`);
  showInactive(el, '{"x": NaN}', "notLoaded");
  expect(el.textContent).toContain('{"x": NaN}');
  showInactive(el, "{}", "notLoaded");
  expect(el.textContent).toBe(`${said}No options were saved.`);
});

test("inactive, it is in the page's language as soon as that has come", () => {
  const el = document.createElement("div");
  showInactive(el, "{}", "notLoadedYet");
  expect(el.textContent).toMatch(/^Dask Gateway: not connected/);
  tellTables(() => ({ widget: zh }));
  try {
    tellLanguage();
    expect(el.textContent).toMatch(/^Dask Gateway：目前没有连接到内核。.*没有保存任何选项。$/);
  } finally {
    tellTables(() => ({}));
  }
});

describe("a page that was saved, or whose kernel does not answer", () => {
  const state = { options: '{"worker_cores": 3}', _spec: "" };
  const saved = () => ({ ...new FakeModel(), get: (name: keyof typeof state) => state[name] });
  const never = () => new Promise<never>(() => {});
  const draw = () => {
    const el = document.createElement("div");
    const end = render(saved() as unknown as WidgetModel, el, never);
    return { el, end };
  };

  test("within seconds it shows what was saved, and waits for nothing that is told", () => {
    const { el } = draw();
    vi.advanceTimersByTime(5_000);
    expect(el.textContent).toContain("not connected to a kernel");
    expect(el.textContent).toContain("worker_cores3");
    expect(el.textContent).not.toMatch(/waiting|loading/);
  });

  test("what is no longer shown draws nothing", () => {
    const { el, end } = draw();
    end();
    vi.advanceTimersByTime(60_000);
    expect(el.textContent).toBe("");
    expect(vi.getTimerCount()).toBe(0);
  });

  class Base {
    el = document.createElement("div");
    model: { comm?: object; get(name: string): unknown } = saved();
    render(): void {}
    remove(): void {}
  }
  test.each<[string, object | undefined]>([
    ["no comm", undefined],
    ["a comm that cannot send, as html-manager makes them", { on_msg: () => {}, close: () => {} }],
  ])("ipywidgets' model has %s", (_, comm) => {
    const base = { DOMWidgetModel: Base, DOMWidgetView: Base } as never;
    const View = widgetClasses(base, never).GatewayView as unknown as new () => Base;
    const view = new View();
    if (comm !== undefined) view.model.comm = comm;
    view.render();
    expect(view.el.textContent).toContain("not connected to a kernel");
    expect(view.el.textContent).toContain("worker_cores3");
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a widget that Python has made and not displayed yet", () => {
  class Base {
    comm: object | undefined;
    initialize(comm?: object): void {
      this.comm = comm;
    }
    get(name: string): unknown {
      return { _address: "http://gateway", _own_login: false, _spec: "" }[name];
    }
  }
  const made = (loadCore: () => Promise<never>, comm?: object) => {
    const base = { DOMWidgetModel: Base, DOMWidgetView: Base } as never;
    const Model = widgetClasses(base, loadCore).GatewayModel as unknown as new () => Base;
    new Model().initialize(comm);
  };
  const comm = { send: () => {} };

  test("core and configuration are asked for at once, and together", () => {
    const config = document.body.appendChild(document.createElement("script"));
    config.id = "jupyter-config-data";
    config.type = "application/json";
    config.textContent = JSON.stringify({ appName: "JupyterLab", baseUrl: "/user/ada/" });
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (url: string) => {
      asked.push(new URL(url).pathname);
      return new Response("{}");
    });
    made(() => {
      asked.push("core");
      return new Promise<never>(() => {});
    }, comm);
    config.remove();
    vi.unstubAllGlobals();
    expect(asked).toEqual(["core", "/user/ada/dask-gateway/config"]);
  });

  test("what cannot be had is no fault yet", async () => {
    const loadCore = vi.fn(async () => Promise.reject(new Error("no file")));
    made(loadCore, comm);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(loadCore).toHaveBeenCalledOnce();
  });

  test("in a saved page nothing is fetched", () => {
    const loadCore = vi.fn();
    made(loadCore);
    made(loadCore, { close: () => {} });
    expect(loadCore).not.toHaveBeenCalled();
  });
});
