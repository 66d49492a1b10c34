// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { OpenSession, View } from "../../js/view/model.js";
import { PythonSync } from "../../js/widget/python-sync.js";
import { FakeModel } from "./fake-model.js";
import { FakeSession } from "./fake-session.js";
import { view } from "./fixtures.js";

/** A widget's Python knows the presets that the page has, and fills its form from one. */

class Presets extends FakeSession implements OpenSession {
  text = "[]";
  options = () => "{}";
  clusterName = () => undefined;
  close(): void {}
  override presets(): string {
    return this.text;
  }
  /** There are others now. */
  have(text: string, current: View = this.current): void {
    this.text = text;
    const items = [{ kind: "own", name: text, description: "" }] as const;
    this.show({ ...current, presets: { items: [...items], chosen: null, conflicts: [] } });
  }
}

function start() {
  const model = new FakeModel();
  const session = new Presets(view());
  const sync = new PythonSync(model.asModel, session, null);
  const page = String(model.sent[0]?.page);
  const told = () =>
    model.sent.filter(({ type }) => type === "presets").map(({ presets }) => presets);
  const welcome = () =>
    model.hear({ type: "welcome", page, options: null, setAt: 0, revision: 0, cluster: null });
  return { model, session, sync, page, told, welcome };
}

test("presets are told when there are others, and again to a Python that may not have them", () => {
  const { session, told, welcome, sync } = start();
  welcome();
  expect(told(), "there are none").toEqual([]);
  session.have('[{"name": "a"}]');
  session.have('[{"name": "a"}]');
  expect(told()).toEqual(['[{"name": "a"}]']);
  welcome();
  expect(told()).toHaveLength(2);
  session.have("[]");
  expect(told()).toHaveLength(3);
  sync.dispose();
  session.have('[{"name": "b"}]');
  expect(told(), "nobody shows the widget any more").toHaveLength(3);
});

test("Python fills the form of the page that it means", () => {
  const { model, session, page } = start();
  const fill = { type: "fill", name: "Big", options: '{"n": 3}', workers: "[0, 20]" } as const;
  model.hear({ ...fill, page: "another" });
  expect(session.events).toEqual([]);
  model.hear({ ...fill, page });
  expect(session.events).toEqual([
    {
      type: "fill-form",
      source: "python",
      name: "Big",
      options: '{"n": 3}',
      workers: "[0, 20]",
    },
  ]);
});
