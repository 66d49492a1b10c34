import * as insight from "../../js/insight/index.js";
import type { View } from "../../js/view/model.js";
import { mount } from "../../js/view/session/mount.js";
import { FakeSession, fakeHost } from "./fake-session.js";
import { states } from "./fixtures.js";
import { drawChoosing } from "./gallery-choosing.js";
import { drawConverter } from "./gallery-converter.js";
import { drawDoctor } from "./gallery-doctor.js";
import { drawPlotBar, drawStatusPopup } from "./gallery-lab.js";
import { state as name, setParts } from "./gallery-language.js";
import { drawLogin } from "./gallery-login.js";
import { drawLogs } from "./gallery-logs.js";
import { drawOffline } from "./gallery-offline.js";

/** Draws the state that the address names (`#clusters`, `#zh clusters`) into the page, for screenshots and browser tests. */
const all = states as Record<string, View>;

if (name.startsWith("logs")) {
  drawLogs(name);
} else if (name.startsWith("converter")) {
  drawConverter(name);
} else if (name.startsWith("choosing")) {
  drawChoosing(name);
} else if (name.startsWith("offline")) {
  drawOffline(name, states.empty);
} else if (name.startsWith("login")) {
  drawLogin(name);
} else if (name === "doctor") {
  drawDoctor();
} else if (name === "status popup") {
  drawStatusPopup();
} else if (name === "plot bar") {
  drawPlotBar();
} else {
  const state = all[name === "plots" ? "working" : name];
  if (state === undefined) throw new Error(`no state ${name}`);
  setParts({ insight });
  const session = new FakeSession(state);
  const handle = mount(document.body, session, fakeHost());
  Object.assign(globalThis, { session, handle, states });
  if (name === "plots") {
    const root = document.body.lastElementChild?.shadowRoot;
    const open = () => {
      const button = root?.querySelector<HTMLElement>(".menu");
      if (button) button.click();
      else requestAnimationFrame(open);
    };
    open();
  }
}
