// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import * as insight from "../../js/insight/index.js";
import { setPartSource } from "../../js/page/parts.js";
import type { ClusterView } from "../../js/view/model.js";
import { cluster, field, form, NOW, states, view } from "./fixtures.js";
import { description, drawn, name, open } from "./page.js";

/** The roles and names that people, tests and assistive technology rely on. */

setPartSource(() => Promise.resolve(insight));
afterEach(() => void vi.restoreAllMocks());

test.each(["direct", "pass-through", "relay"] as const)(
  "the region tells the connection: %s",
  (connection) => {
    const page = open(view({ connection }));
    expect(page.get("region", "Dask Gateway").dataset.connection).toBe(connection);
  },
);

test("JupyterLab's shortcuts stay out of the panel", () => {
  expect(open(view()).element.dataset.lmSuppressShortcuts).toBe("true");
});

test("the form and its buttons", () => {
  const page = open(view());
  const options = page.get("form", "Cluster options");
  for (const name of ["Launch cluster", "Copy as Python", "Reset to defaults"]) {
    expect(page.get("button", name, options)).toBeTruthy();
  }
});

test("each control is found by its field's label", () => {
  const page = open(view());
  expect(page.get<HTMLInputElement>("textbox", "Worker cores").value).toBe("2");
  expect(page.get<HTMLInputElement>("textbox", "Worker memory (GiB)").value).toBe("8.0");
  expect(page.get<HTMLInputElement>("textbox", "Image").value).toBe(
    "pangeo/pangeo-notebook:2026.08.01",
  );
  expect(page.get<HTMLSelectElement>("combobox", "Profile").selectedOptions[0]?.text).toBe(
    "medium",
  );
  expect(page.get<HTMLInputElement>("checkbox", "Attach a GPU").checked).toBe(false);
  expect(page.get<HTMLTextAreaElement>("textbox", "Environment variables").value).toContain(
    "OMP_NUM_THREADS",
  );
});

test("the workers at start are two numbers; a wrong one says why, and is gone to", () => {
  const page = open(view());
  const options = page.get("form", "Cluster options");
  const upTo = page.get<HTMLInputElement>("spinbutton", "up to", options);
  expect(page.get("spinbutton", "Workers at start", options).getAttribute("aria-invalid")).toBe(
    "false",
  );
  upTo.value = "3";
  upTo.dispatchEvent(new Event("input"));
  expect(page.session.events).toEqual([{ type: "edit-up-to", text: "3" }]);

  const wrong = open(states.wrongWorkers);
  const input = wrong.get("spinbutton", "up to");
  expect(description(input)).toMatch(/minimum is above the maximum/);
  const copy = wrong.get("button", "Copy as Python");
  expect(description(copy)).toBe("Correct “Workers at start” first.");
  copy.click();
  expect(wrong.root.activeElement).toBe(input);
});

test("a form without a launch has no workers at start", async () => {
  const page = open(view());
  page.handle.setOptions({ view: "all", launchButton: false });
  await drawn();
  expect(page.all("spinbutton", "Workers at start")).toEqual([]);
});

test("what is offered for a mapping's text", () => {
  const page = open(states.pasted);
  for (const name of ["Turn these lines into variables", "Put these values into quotes"]) {
    expect(page.get("button", name)).toBeTruthy();
  }
});

test("a field without a label goes by its option's name", () => {
  const page = open(view({ form: form([field("cores", { kind: "string" }, "x", { label: "" })]) }));
  expect(page.get("textbox", "cores")).toBeTruthy();
});

test("an invalid control says so and points at its message, and at nothing else", () => {
  const page = open(states.invalid);
  const cores = page.get("textbox", "Worker cores");
  expect(cores.getAttribute("aria-invalid")).toBe("true");
  expect(description(cores)).toBe("At most 4. worker_cores must be <= 4.000000, got 9");
  const profile = page.get<HTMLSelectElement>("combobox", "Profile");
  expect(profile.getAttribute("aria-invalid")).toBe("true");
  expect(description(profile)).toBe(
    "Choose one of the list. 'huge' is not a valid option for profile",
  );
  expect(profile.selectedOptions[0]?.text).toBe("huge");
  expect(page.get("textbox", "Image").getAttribute("aria-invalid")).toBe("false");
});

test("a valid control is described by its bounds, or by the remark on it", () => {
  const page = open(states.hostile);
  expect(description(page.get("textbox", "Novel"))).toContain("“colour”");
  expect(description(open(view()).get("textbox", "Worker cores"))).toBe("1 to 4");
});

test("Launch is disabled while the core says so", () => {
  const launch = (name: keyof typeof states) => {
    const button = open(states[name]).get<HTMLButtonElement>("button", "Launch cluster");
    return [button.disabled, button.getAttribute("aria-disabled")];
  };
  expect(launch("empty")).toEqual([false, null]);
  expect(launch("invalid"), "it takes the focus, to say why").toEqual([false, "true"]);
  expect(launch("launching")).toEqual([true, null]);
});

test("greyed Launch and Copy as Python tell which field they wait for", () => {
  const page = open(states.invalid);
  for (const name of ["Launch cluster", "Copy as Python"]) {
    const button = page.get("button", name);
    expect(description(button)).toBe("Correct “Worker cores” first.");
    expect(button.title).toBe("Correct “Worker cores” first.");
    expect(button.getAttribute("aria-disabled")).toBe("true");
    const free = open(view()).get("button", name);
    expect([description(free), free.title]).toEqual(["", ""]);
  }
});

test("what is wrong with the defaults has a place of its own, and Launch is described by it", () => {
  const page = open(states.alone);
  const note = "Dask’s configuration sets options that this gateway does not offer: image.";
  expect(page.get("form", "Cluster options").textContent).toContain(note);
  expect(description(page.get("button", "Launch cluster"))).toContain(note);
  expect(page.root.textContent).toContain("Cluster b8c9d0e1 is starting.");
});

test("Scale and Adapt tell what they do or wait for", () => {
  const page = open(states.alone);
  const item = page.cluster("b8c9d0e1");
  const scale = page.get("button", "Scale", item);
  expect(description(scale)).toBe("Scale sets a fixed number and ends adaptive scaling.");
  expect(item.textContent).toContain("seems adaptive");
  expect(item.querySelector(".hint")?.textContent).toBe(scale.title);
  const adapt = page.get("button", "Adapt", item);
  expect(adapt.getAttribute("aria-disabled")).toBe("true");
  expect(description(adapt)).toContain("Enter a maximum");
  const fixed = open(view({ clusters: [cluster("a1b2c3d4")] })).cluster("a1b2c3d4");
  expect(fixed.querySelector(".scaling .hint")).toBe(null);
});

test("the recent clusters, how each ended, and what can be done with it", () => {
  const page = open(states.recent);
  const list = page.get("list", "Recent clusters");
  const items = page.all("listitem", undefined, list);
  expect(items.map((item) => [item.dataset.cluster, item.dataset.ended, name(item)])).toEqual([
    ["c9d0e1f2", "unknown", "c9d0e1f2"],
    ["d0e1f2a3", "by-you", "d0e1f2a3"],
    ["e1f2a3b4", "idle", "nightly run"],
    ["f2a3b4c5", "failed", "f2a3b4c5"],
    ["a3b4c5d6", "gone", "a3b4c5d6"],
  ]);
  const buttons = (item: Element) => page.all("button", undefined, item as HTMLElement).map(name);
  expect(buttons(page.cluster("d0e1f2a3")).slice(0, 3)).toEqual([
    "Run again",
    "Launch now",
    "Dismiss",
  ]);
  expect(buttons(page.cluster("a3b4c5d6")), "its options are not known").toEqual(["Dismiss"]);
  expect(page.cluster("c9d0e1f2").textContent).toMatch(/Stopped .*not from here/);
  expect(page.get("button", "Show 2 more clusters")).toBeTruthy();
});

test("a cluster's name, and stopping several", () => {
  const page = open(
    view({ clusters: [cluster("a1b2c3d4", { alias: "daily run" }), cluster("b2c3d4e5")] }),
  );
  expect(page.get("listitem", "daily run").dataset.cluster).toBe("a1b2c3d4");
  expect(page.get("button", "Name this cluster", page.cluster("a1b2c3d4"))).toBeTruthy();
  expect(page.get("button", "Stop all…")).toBeTruthy();
  const dialog = open(states["stop-all"]).get("dialog", "Stop these clusters?");
  expect(page.all("checkbox", undefined, dialog).map(name)).toEqual(["daily run", "c3d4e5f6"]);
  for (const button of ["Cancel", "Stop"]) expect(page.get("button", button, dialog)).toBeTruthy();
});

test("the list of clusters and what each item tells", () => {
  const page = open(states.clusters);
  const list = page.get("list", "Clusters");
  const items = page.all("listitem", undefined, list);
  expect(
    items.map((item) => [
      item.dataset.cluster,
      item.dataset.status,
      item.dataset.workers,
      item.getAttribute("aria-busy"),
    ]),
  ).toEqual([
    ["a1b2c3d4", "PENDING", undefined, "false"],
    ["b2c3d4e5", "RUNNING", "2", "false"],
    ["c3d4e5f6", "RUNNING", "1", "false"],
    ["d4e5f6a7", "FAILED", undefined, "false"],
    ["e5f6a7b8", "STOPPING", undefined, "true"],
    ["a7b8c9d0", "RUNNING", "2", "false"],
  ]);
  expect(page.get("listitem", "a1b2c3d4", list)).toBe(items[0]);
});

test("the list is there when it is empty", () => {
  const page = open(view({ clusters: [] }));
  expect(page.all("listitem", undefined, page.get("list", "Clusters"))).toEqual([]);
  expect(page.root.textContent).toContain("No clusters are running.");
});

test("a running cluster's controls", () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4")] }));
  const item = page.cluster("a1b2c3d4");
  for (const name of ["Workers", "Minimum workers", "Maximum workers"]) {
    expect(page.get("spinbutton", name, item)).toBeTruthy();
  }
  for (const name of [
    "Scale",
    "Adapt",
    "Stop cluster",
    "Connect",
    "Insert connection code",
    "Copy connection code",
    "Open dashboard",
    "Open dashboard in a new browser tab",
  ]) {
    expect(page.get("button", name, item)).toBeTruthy();
  }
  expect(page.get("spinbutton", "Workers", item).getAttribute("aria-valuenow")).toBe("2");
  expect(page.get("spinbutton", "Minimum workers", item).getAttribute("aria-valuetext")).toBe(
    "empty",
  );
});

test("a wrong number is marked at its input", () => {
  const page = open(states.clusters);
  const maximum = page.get("spinbutton", "Maximum workers", page.cluster("a7b8c9d0"));
  expect(maximum.getAttribute("aria-invalid")).toBe("true");
  expect(description(maximum)).toBe(
    "Enter a maximum: without one the cluster could grow without limit.",
  );
});

test("each status offers what can be done in it, and no more", () => {
  const page = open(states.clusters);
  const buttons = (key: string) =>
    [...page.cluster(key).querySelectorAll("button")].map((button) => name(button));
  expect(buttons("a1b2c3d4")).toEqual(["Name this cluster", "Stop cluster"]);
  expect(buttons("d4e5f6a7")).toEqual(["Name this cluster", "Dismiss"]);
  expect(buttons("e5f6a7b8")).toEqual(["Name this cluster"]);
});

test("a busy cluster's buttons follow the core's flags", () => {
  const page = open(states.running);
  const item = page.cluster("b2c3d4e5");
  for (const name of ["Scale", "Adapt", "Stop cluster"]) {
    expect(page.get<HTMLButtonElement>("button", name, item).disabled).toBe(true);
    expect(page.get<HTMLButtonElement>("button", name, page.cluster("a1b2c3d4")).disabled).toBe(
      false,
    );
  }
});

test("a host that cannot insert or open has no button for it", () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4")] }), { copy: () => Promise.resolve() });
  expect(page.all("button", "Insert connection code")).toEqual([]);
  expect(page.all("button", "Connect")).toEqual([]);
  expect(page.cluster("a1b2c3d4").querySelector(".users, .grab")).toBe(null);
  expect(page.all("button", "Open dashboard in a new browser tab")).toEqual([]);
  expect(page.get("button", "Open dashboard")).toBeTruthy();
});

test("a cluster without a dashboard has no button for it", () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4", { hasDashboard: false })] }));
  expect(page.all("button", "Open dashboard")).toEqual([]);
});

test("information is a status, an error an alert, in the gateway's own words", () => {
  const info = open(states.launched);
  const said = (page: typeof info, role: string) =>
    page
      .all(role)
      .map((one) => one.textContent?.trim())
      .filter((text) => text !== "");
  expect(said(info, "status")).toEqual(["Cluster a1b2c3d4 is starting."]);
  expect(said(info, "alert")).toEqual([]);
  const error = open(states.limit);
  expect(said(error, "status")).toEqual([]);
  expect(said(error, "alert")).toEqual([
    "You have 3 clusters already: stop one before you start another.",
  ]);
});

test("a problem is an alert with a way to try again, and the rest stays", () => {
  const page = open(states.problem);
  const alert = page.get("alert");
  expect(alert.textContent).toContain("web page instead of data (HTTP 200)");
  expect(page.get("button", "Try again", alert)).toBeTruthy();
  expect(page.get("form", "Cluster options")).toBeTruthy();
  expect(page.cluster("a1b2c3d4")).toBeTruthy();
});

test("while nothing has arrived the panel says that it waits", () => {
  expect(open(states.loading).get("status").textContent).toContain("Asking the gateway");
  expect(open(states["problem-only"]).all("status")).toEqual([]);
});

test("figures: workers on their way, adaptive limits, pending", () => {
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  const page = open(states.clusters);
  const text = (key: string) => page.cluster(key).textContent?.replace(/\s+/g, " ");
  expect(text("b2c3d4e5")).toContain("2 of 4 workers 4 threads 16 GiB");
  expect(
    page.get<HTMLProgressElement>("progressbar", "2 of 4 workers", page.cluster("b2c3d4e5")).value,
  ).toBe(2);
  expect(text("c3d4e5f6")).toContain("Adaptive 0–2");
  expect(text("a1b2c3d4")).toContain("Pending 12 s");
  expect(text("b2c3d4e5")).toContain("2 h 5 min");
});

test("what a running cluster does", async () => {
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  const page = open(states.working);
  await drawn();
  const item = page.cluster("a1b2c3d4");
  const tasks = page.get("progressbar", "Tasks", item);
  expect(tasks.getAttribute("aria-valuetext")).toBe(
    "852 of 2,000 tasks done, 240 in memory, 8 processing, 1,140 waiting",
  );
  expect(description(page.get("img", "Workers over time", item))).toBe(
    "Workers: 4, between 0 and 4 in the last 10 minutes",
  );
  expect(description(page.get("img", "Memory over time", item))).toMatch(
    /^Memory that results take: 3\.4 of 16 GiB, between [\d.]+ GiB and [\d.]+ GiB since \d\d:\d\d$/,
  );
});

test("where there are no figures that is told, and a scale is no more than asked for", () => {
  const none = { workers: null, threads: null, memory: null };
  const figures = (more: Partial<ClusterView>) => {
    const page = open(view({ clusters: [cluster("a1b2c3d4", { ...none, ...more })] }));
    expect(page.all("progressbar")).toEqual([]);
    return [...page.cluster("a1b2c3d4").querySelectorAll(".figures span")].map(
      (it) => it.textContent,
    );
  };
  expect(figures({})).toEqual([]);
  expect(figures({ asked: 3 })).toEqual(["3 workers asked for"]);
  expect(figures({ noFigures: { id: "no-figures" } })).toEqual([
    "Workers, threads and memory cannot be shown here. Scale, Adapt and Stop work; “Check the connection” says why.",
  ]);
  expect(figures({ noFigures: { id: "no-figures" }, asked: 3 })).toEqual([
    "3 workers asked for",
    "Workers, threads and memory cannot be shown here. Scale, Adapt and Stop work; “Check the connection” says why.",
  ]);
  expect(
    figures({ noFigures: { id: "no-figures-now" }, adaptive: { minimum: 0, maximum: 2 } }),
  ).toEqual([
    "Adaptive 0–2",
    "The cluster’s scheduler does not answer for now: workers and memory come back when it does.",
  ]);
});

test("the options a cluster was made with can be looked up", () => {
  const page = open(view({ clusters: [cluster("a1b2c3d4")] }));
  const details = page.cluster("a1b2c3d4").querySelector("details");
  expect(details?.querySelector("summary")?.textContent).toBe("Options");
  expect(
    [...(details?.querySelectorAll("dl > div") ?? [])].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    ),
  ).toEqual(cluster("x").options.map(({ label, value }) => [label, value]));
});
