import * as choosing from "../../js/choosing/index.js";
import * as insight from "../../js/insight/index.js";
import { mount } from "../../js/view/session/mount.js";
import { FakeSession, fakeHost } from "./fake-session.js";
import { field, form, view } from "./fixtures.js";
import { setParts, table } from "./gallery-language.js";

/** The dialogs of presets and links in the gallery: by "choosing", "choosing link" and "choosing conflicts". */

const mapping = { kind: "mapping", rows: null, noSwitch: null, offer: null, entries: 1 } as const;
const FIELDS = [
  field("cores", { kind: "int", min: "1", max: "8" }, "2", { label: "Worker cores" }),
  field("environment", mapping, "A: 1", { label: "Environment variables", changed: true }),
  field("api_token", { kind: "secret" }, "", { label: "API token" }),
];
const NAMES = ["Three cores", "A rather long name of a preset that does not fit into one line"];

export function drawChoosing(name: string): void {
  setParts({ insight, choosing });
  const presets = {
    items: NAMES.map((each) => ({ kind: "own" as const, name: each, description: "" })),
    chosen: null,
    conflicts: name === "choosing conflicts" ? NAMES : [],
  };
  const host = fakeHost({ linkTo: (link) => link });
  mount(document.body, new FakeSession(view({ form: form(FIELDS), presets })), host);
  const label = name === "choosing link" ? table.copyLink : table.savePreset;
  const open = () => {
    const buttons = document.body.lastElementChild?.shadowRoot?.querySelectorAll("button") ?? [];
    const button = [...buttons].find(({ textContent }) => textContent?.trim() === label);
    // Another language comes a moment later.
    if (button) button.click();
    else requestAnimationFrame(open);
  };
  open();
}
