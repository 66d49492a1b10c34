// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import type { ClusterTick } from "../../js/view/session/mount-options.js";
import { fakeHost } from "./fake-session.js";
import { cluster, siteForm, view } from "./fixtures.js";
import { drawn, open } from "./page.js";

/** What a mount shows of its session, and what else a host has to say in it. */

const both = () => view({ clusters: [cluster("aaaaaaaa"), cluster("bbbbbbbb")] });

test("the options alone, the clusters alone, one cluster alone", async () => {
  const page = open(both());
  page.handle.setOptions({ view: "options" });
  await drawn();
  expect(page.all("form", "Cluster options")).toHaveLength(1);
  expect(page.all("list", "Clusters")).toHaveLength(0);
  page.handle.setOptions({ view: "clusters" });
  await drawn();
  expect(page.all("form", "Cluster options")).toHaveLength(0);
  expect(page.get("list", "Clusters").children).toHaveLength(2);
  page.handle.setOptions({ view: "clusters", onlyCluster: "bbbbbbbb" });
  await drawn();
  expect(
    [...page.get("list", "Clusters").children].map((it) => it.getAttribute("data-cluster")),
  ).toEqual(["bbbbbbbb"]);
});

test("what cannot be used of a configuration is said for as long as it is so, and keeps nothing from working", async () => {
  const broken = { id: "said", text: "gateway.public-address is not a URL." } as const;
  const misspelt = { id: "misspelt-default", set: "cpu", published: "CPU" } as const;
  const form = { ...siteForm(), remarks: [misspelt] };
  const page = open(view({ remarks: [broken], form, clusters: [cluster("aaaaaaaa")] }));
  const remarks = () =>
    [...page.root.querySelectorAll(".remarks .note")].map((it) => it.textContent);
  expect(remarks()).toEqual([broken.text, expect.stringContaining("has CPU, not cpu")]);
  expect(page.get("button", "Launch cluster").getAttribute("aria-disabled")).not.toBe("true");
  page.handle.setOptions({ view: "clusters" });
  await drawn();
  expect(remarks()).toEqual([broken.text]);
});

test("what is not shown is not waited for", async () => {
  const page = open(view({ form: null, clusters: [], loading: true }));
  page.handle.setOptions({ view: "clusters" });
  await drawn();
  expect(page.root.querySelector(".waiting")).toBeNull();
  await page.show(view({ clusters: null, loading: true }));
  page.handle.setOptions({ view: "options" });
  await drawn();
  expect(page.root.querySelector(".waiting")).toBeNull();
});

test("without a launch there is no button, and Enter launches nothing", async () => {
  const page = open(both());
  page.handle.setOptions({ view: "options", launchButton: false });
  await drawn();
  expect(page.all("button", "Launch cluster")).toHaveLength(0);
  page
    .get("form", "Cluster options")
    .dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
  expect(page.session.events).toEqual([]);
});

test("one cluster is chosen, and another can be", async () => {
  const choose = vi.fn();
  const page = open(both());
  expect(page.all("button", "Choose")).toHaveLength(0);
  const clusterChoice = { label: "Choose", title: "why", chosen: "bbbbbbbb", choose };
  page.handle.setOptions({ view: "all", clusterChoice });
  await drawn();
  const [a, b] = page.all("button", "Choose");
  expect(a?.getAttribute("aria-pressed")).toBe("false");
  expect(b?.getAttribute("aria-pressed")).toBe("true");
  a?.click();
  expect(choose).toHaveBeenCalledExactlyOnceWith("aaaaaaaa");
});

test("a host's tick is in each cluster that can be stopped, and beside Launch", async () => {
  const [tick, tickNew] = [vi.fn(), vi.fn()];
  const clusters = [
    cluster("aaaaaaaa"),
    cluster("bbbbbbbb", { status: "PENDING" }),
    cluster("cccccccc", { status: "STOPPING" }),
    cluster("dddddddd", { status: "FAILED" }),
  ];
  const page = open(view({ clusters }));
  const name = "Stop with this kernel";
  expect(page.all("checkbox", name)).toHaveLength(0);
  const ticks = (ticked: string[], ofNew: boolean): ClusterTick => ({
    ...{ label: name, title: "why", version: ticked.join(), tick },
    isTicked: (key) => ticked.includes(key),
    ofLaunch: { title: "those of later", ticked: ofNew, tick: tickNew },
  });
  const shown = async (ticked: string[], ofNew: boolean) => {
    page.handle.setOptions({ view: "all", clusterTick: ticks(ticked, ofNew) });
    await drawn();
    return page.all("checkbox", name) as HTMLInputElement[];
  };
  const boxes = await shown(["bbbbbbbb"], false);
  expect(boxes.map((box) => box.checked)).toEqual([false, false, true]);
  const [launch, first] = boxes;
  expect(launch?.closest("form")?.getAttribute("aria-label")).toBe("Cluster options");
  launch?.click();
  expect(tickNew).toHaveBeenCalledExactlyOnceWith(true);
  first?.click();
  expect(tick).toHaveBeenCalledExactlyOnceWith("aaaaaaaa", true);
  expect(page.session.events).toEqual([]);
  expect((await shown(["aaaaaaaa"], true)).map((box) => box.checked)).toEqual([true, true, false]);
  page.handle.setOptions({ view: "clusters", clusterTick: ticks([], false) });
  await drawn();
  expect(page.all("checkbox", name)).toHaveLength(2);
  page.handle.setOptions({ view: "all", launchButton: false, clusterTick: ticks([], false) });
  await drawn();
  expect(page.all("checkbox", name)).toHaveLength(2);
});

test("a host learns what the user did here, and not what others did", () => {
  const sent = vi.fn();
  const page = open(both(), fakeHost({ onEvent: sent }));
  page.session.dispatch({ type: "reset" });
  expect(sent).not.toHaveBeenCalled();
  page
    .get("form", "Cluster options")
    .dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
  expect(sent).toHaveBeenCalledExactlyOnceWith({ type: "launch" }, both());
});

test("a notice", async () => {
  const page = open(both());
  const notice = () => page.root.querySelector("[data-python]");
  expect(notice()).toBeNull();
  page.handle.setOptions({
    view: "all",
    programStatus: { state: "gone", text: "<b>No</b> kernel." },
  });
  await drawn();
  expect(notice()?.getAttribute("data-python")).toBe("gone");
  expect(notice()?.textContent).toBe("<b>No</b> kernel.");
});

test("on a server that somebody shares, it says whose clusters these are", () => {
  const page = open(both(), fakeHost({ sharedBy: "VRook (WMF)" }));
  expect(page.all("note").map((it) => it.textContent)).toEqual([
    "This is VRook (WMF)’s server: the clusters are VRook (WMF)’s, and what you do here is done as VRook (WMF).",
  ]);
  expect(open(both()).all("note")).toHaveLength(0);
});

test("a host brings one cluster into view, also one that a search leaves out", async () => {
  const clusters = Array.from({ length: 9 }, (_, at) => cluster(`${at}a2b3c4d`, {}));
  const page = open(view({ clusters }));
  page.type("searchbox", "Find a cluster", "8a2b3c4d");
  await drawn();
  const card = (key: string) => page.root.querySelector<HTMLElement>(`[data-cluster="${key}"]`);
  expect(card("3a2b3c4d")).toBeNull();
  page.handle.showCluster("3a2b3c4d");
  expect(page.root.activeElement).toBe(card("3a2b3c4d"));
  page.handle.showCluster("gone");
  expect(page.root.activeElement).toBe(card("3a2b3c4d"));
});
