// @vitest-environment happy-dom

import { beforeEach, expect, test, vi } from "vitest";
import { firstCluster } from "../../js/lab/first-cluster.js";
import { RunningSection } from "../../js/lab/running-section.js";
import type { Started } from "../../js/lab/started.js";
import { formatMessage } from "../../js/view/strings/index.js";
import { pageStrings } from "../../js/view/strings/languages.js";
import { formatBytes } from "../../js/view/ui/format.js";
import { FakeSession } from "./fake-session.js";
import { cluster, view } from "./fixtures.js";

/** When the section of JupyterLab's Running panel asks for clusters. */

vi.mock("../../js/lab/icon.js", () => ({ icon: "icon" }));

type Told = (entries: { isIntersecting: boolean }[]) => void;
const observed: { element: Element; tell: Told }[] = [];

beforeEach(() => {
  observed.length = 0;
  document.body.replaceChildren();
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(private readonly tell: Told) {}
      observe(element: Element) {
        observed.push({ element, tell: this.tell });
      }
    },
  );
});

function setUp(restored: Promise<unknown>) {
  const session = new FakeSession(view({ clusters: null }));
  let watches = 0;
  const core = { formatBytes, pageStrings, formatMessage, watchSession: () => void watches++ };
  const started = { core, session } as unknown as Started;
  let onCluster = (_: Started) => {};
  const live = {
    isStarted: false,
    onCluster: (listener: typeof onCluster) => {
      onCluster = listener;
    },
    start: async () => {
      if (!live.isStarted) firstCluster(started).then(() => onCluster(started));
      live.isStarted = true;
      return started;
    },
    tell: async () => {},
    show: () => {},
  };
  const section = new RunningSection(live, restored);
  return { section, session, live, watches: () => watches };
}

function panel(): Element {
  const element = document.createElement("div");
  element.className = "jp-RunningSessions";
  document.body.append(element);
  return element;
}

const aMoment = () => new Promise((done) => setTimeout(done));

test("clusters are listed when the panel is opened, and nothing is asked before", async () => {
  const { section, session, live, watches } = setUp(new Promise(() => {}));
  expect(section.running(), "JupyterLab makes the panel").toEqual([]);
  await aMoment();
  panel();
  section.running();
  section.running();
  await aMoment();
  expect(observed.length).toBe(1);
  observed[0]?.tell([{ isIntersecting: false }]);
  await aMoment();
  expect([live.isStarted, watches()]).toEqual([false, 0]);

  let changes = 0;
  section.runningChanged.connect(() => changes++);
  observed[0]?.tell([{ isIntersecting: true }]);
  await vi.waitFor(() => expect(watches()).toBe(1));
  session.show(view({ clusters: [cluster("a1b2c3d4", {})] }));
  await vi.waitFor(() => expect(section.running().length).toBe(1));
  expect(changes).toBeGreaterThan(0);

  // Hidden and opened again: it is told how it is then.
  observed[0]?.tell([{ isIntersecting: false }]);
  observed[0]?.tell([{ isIntersecting: true }]);
  await vi.waitFor(() => expect(session.events).toEqual([{ type: "refresh" }]));
  expect(watches()).toBe(2);
});

test("a panel that is open when JupyterLab starts is one that somebody looks at", async () => {
  const element = panel();
  const { live } = setUp(Promise.resolve());
  await aMoment();
  expect(observed.map((it) => it.element)).toEqual([element]);
  observed[0]?.tell([{ isIntersecting: true }]);
  await vi.waitFor(() => expect(live.isStarted).toBe(true));
});
