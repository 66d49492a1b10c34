// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { focusedElement } from "../../js/view/ui/focused-element.js";
import { cluster, past, siteForm, states, view } from "./fixtures.js";
import { drawn, open, type Page } from "./page.js";

/** "Recent clusters", the names of clusters, and "Stop these clusters?". */

const KEY = "a1b2c3d4";
const details = (page: Page) => page.root.querySelector<HTMLDetailsElement>("details.recent");

function press(page: Page, button: string, inside?: ParentNode): void {
  page.get("button", button, inside).click();
}

test("there is no such list while nothing has ended", () => {
  expect(details(open(view()))).toBe(null);
});

test("it is folded until something is news, and then stays as its user leaves it", async () => {
  const page = open(view({ recent: [past(KEY)] }));
  expect(details(page)?.open).toBe(false);
  const news = view({ recent: [past("b2c3d4e5", { news: true }), past(KEY)] });
  await page.show(news);
  expect(details(page)?.open).toBe(true);
  await page.show(view({ recent: [past(KEY)] }));
  expect(details(page)?.open, "he may be at work inside").toBe(true);
  if (details(page)) (details(page) as HTMLDetailsElement).open = false;
  await page.show(view({ recent: [past(KEY), past("c3d4e5f6")] }));
  expect(details(page)?.open).toBe(false);
  await page.show(news);
  expect(details(page)?.open).toBe(true);
});

test("what its buttons send", async () => {
  const page = open(view({ recent: [past(KEY)] }));
  for (const button of ["Run again", "Launch now", "Dismiss"]) press(page, button);
  expect(page.session.events).toEqual([
    { type: "run-again", cluster: KEY, launch: false },
    { type: "run-again", cluster: KEY, launch: true },
    { type: "dismiss", cluster: KEY },
  ]);
  await drawn();
});

test("the options come to where they can be looked at, and go back again", async () => {
  const page = open(view({ recent: [past(KEY, { news: true })] }));
  const column = page.root.querySelector<HTMLDetailsElement>("details.column");
  if (column) column.open = false;
  press(page, "Run again");
  await drawn();
  expect(column?.open).toBe(true);
  expect(focusedElement()).toBe(page.get("button", "Launch cluster"));
  expect(page.all("button", "Bring back what was typed")).toEqual([]);
  await page.show(states["recent-only"]);
  press(page, "Bring back what was typed");
  expect(page.session.events.at(-1)).toEqual({ type: "put-back" });
  expect(page.get("form").textContent).toContain("Left out, because");
});

test("no second launch while one is on its way, and none where there is no form", () => {
  const launching = open(
    view({ recent: [past(KEY)], form: siteForm({ launching: true, canLaunch: false }) }),
  );
  press(launching, "Launch now");
  expect(launching.session.events).toEqual([]);
  const list = open(view({ recent: [past(KEY)] }));
  list.handle.setOptions({ view: "clusters" });
  return drawn().then(() => expect(list.all("button", "Run again")).toEqual([]));
});

test("all can be seen, and a mount of one cluster shows what became of that one", async () => {
  const page = open(states.recent);
  press(page, "Show 2 more clusters");
  await drawn();
  expect(page.get("list", "Recent clusters").children).toHaveLength(7);
  page.handle.setOptions({ view: "clusters", onlyCluster: "b4c5d6e7" });
  await drawn();
  expect(page.get("list", "Recent clusters").children).toHaveLength(1);
  expect(details(page)?.open).toBe(true);
});

test("a secret among its options is hidden until asked for", async () => {
  const page = open(view({ recent: [past(KEY)] }));
  expect(page.root.innerHTML).not.toContain("hush-hush");
  press(page, "Show Database password");
  await drawn();
  expect(page.cluster(KEY).textContent).toContain("hush-hush");
});

const NAME = "Name of the cluster";

function naming(alias = ""): Page {
  const page = open(view({ clusters: [cluster(KEY, { alias })] }));
  press(page, "Name this cluster");
  return page;
}

const key = (page: Page, key: string) =>
  page
    .get("textbox", NAME)
    .dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

/** Which clusters can be seen, the focus tells. */
const done = ({ session }: Page) => session.events.filter(({ type }) => type !== "in-view");

test("a name is taken by Enter and by leaving it", async () => {
  for (const take of [
    (page: Page) => key(page, "Enter"),
    (page: Page) => page.get("textbox", NAME).dispatchEvent(new FocusEvent("blur")),
  ]) {
    const page = naming("old");
    await drawn();
    expect(page.get<HTMLInputElement>("textbox", NAME).value).toBe("old");
    expect(focusedElement()).toBe(page.get("textbox", NAME));
    page.type("textbox", NAME, " daily run ");
    take(page);
    await drawn();
    expect(done(page)).toEqual([{ type: "rename", cluster: KEY, name: "daily run" }]);
    expect(page.all("textbox", NAME)).toEqual([]);
  }
});

test("a name is left alone by Escape, and where nothing was changed", async () => {
  for (const [typed, pressed] of [
    ["else", "Escape"],
    ["old", "Enter"],
  ] as const) {
    const page = naming("old");
    await drawn();
    page.type("textbox", NAME, typed);
    key(page, pressed);
    await drawn();
    expect(done(page)).toEqual([]);
    expect(focusedElement()).toBe(page.get("button", "Name this cluster"));
  }
});

test("what is typed stays while figures come in", async () => {
  const page = naming();
  await drawn();
  page.type("textbox", NAME, "half a na");
  await page.show(view({ clusters: [cluster(KEY, { workers: 3 })] }));
  expect(page.get<HTMLInputElement>("textbox", NAME).value).toBe("half a na");
});

test("an alias stands in the dialog; a name is text", async () => {
  const name = "<img src=x onerror=alert(1)>";
  const page = open(view({ clusters: [cluster(KEY, { name, alias: name })], confirmStop: KEY }));
  expect(page.get("dialog").textContent).toContain(`${name} and its 2 workers`);
  expect(page.root.querySelector("img")).toBe(null);
});

test("several can be stopped where there are several", () => {
  const all = (clusters: Parameters<typeof view>[0]) =>
    open(view(clusters)).all("button", "Stop all…");
  expect(all({ clusters: [cluster(KEY)] })).toEqual([]);
  expect(all({ clusters: [cluster(KEY), cluster("b2", { canStop: false })] })).toEqual([]);
  const page = open(view({ clusters: [cluster(KEY), cluster("b2")] }));
  press(page, "Stop all…");
  expect(page.session.events).toEqual([{ type: "ask-stop-all" }]);
});

test("each of them can be left out, and nothing is done before the answer", () => {
  const page = open(states["stop-all"]);
  const dialog = page.get("dialog", "Stop these clusters?");
  expect(focusedElement()).toBe(page.get("button", "Cancel", dialog));
  const told = [...dialog.querySelectorAll(".state")].map((state) => state.textContent?.trim());
  expect(told).toEqual(["Running · 2 workers", "Running · 1 worker"]);
  page.get("checkbox", "daily run", dialog).click();
  press(page, "Stop", dialog);
  press(page, "Cancel", dialog);
  expect(page.session.events).toEqual([
    { type: "tick-stop", cluster: KEY, ticked: false },
    { type: "answer-stop", stop: true },
    { type: "answer-stop", stop: false },
  ]);
});

test("while they are stopped, each says how far it is, and Cancel ends what waits", () => {
  const page = open(states["stopping-all"]);
  const dialog = page.get("dialog");
  const rows = [...dialog.querySelectorAll("li")].map((row) => [
    row.dataset.state,
    row.querySelector(".state")?.textContent?.trim(),
  ]);
  expect(rows).toEqual([
    ["refused", "Not stopped: User demo lacks permissions to stop cluster."],
    ["stopped", "Stopped"],
    ["stopping", "Stopping…"],
    ["waiting", "Waiting"],
    [undefined, ""],
    [
      "unknown",
      "Not known yet: The gateway’s answer was lost, so it is not known yet whether the cluster is being stopped. Looking…",
    ],
  ]);
  expect(page.get("status", undefined, dialog).textContent?.trim()).toBe(
    "1 of 5 clusters stopped.",
  );
  press(page, "Cancel", dialog);
  expect(page.session.events).toEqual([{ type: "cancel-stops" }]);
});
