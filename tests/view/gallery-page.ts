import * as insight from "../../js/insight/index.js";
import { insightStrings } from "../../js/insight/strings.js";
import { setPartSource } from "../../js/page/parts.js";
import type { View } from "../../js/view/model.js";
import { mount } from "../../js/view/session/mount.js";
import { en } from "../../js/view/strings/en.js";
import { zh } from "../../js/zh/index.js";
import { FakeSession, fakeHost } from "./fake-session.js";
import { states } from "./fixtures.js";
import { drawChoosing } from "./gallery-choosing.js";
import { drawConverter } from "./gallery-converter.js";
import { drawDoctor } from "./gallery-doctor.js";
import { drawLogin } from "./gallery-login.js";
import { drawLogs } from "./gallery-logs.js";
import { drawOffline } from "./gallery-offline.js";
import { pseudo } from "./pseudo.js";

/** Draws the state that the address names (`#clusters`) into the page, for screenshots and browser tests. */
const asked = decodeURIComponent(location.hash.slice(1));
/** "rtl running": in a language that is written from right to left; "zh running": in Chinese. */
const [, language, name = ""] = /^(?:(rtl|zh) )?(.*)$/.exec(asked) ?? [];
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
} else {
  const state = all[name === "plots" ? "working" : name];
  if (state === undefined) throw new Error(`no state ${name}`);
  // The page is in the one other language that there is, and a table in the place of that one's.
  const table = language === "rtl" ? pseudo(en, { insight: insightStrings(en) }) : zh;
  setPartSource((part) => Promise.resolve(part === "zh" ? { ...insight, zh: table } : insight));
  if (language !== undefined) document.documentElement.lang = "zh";
  if (language === "rtl") document.documentElement.dir = "rtl";
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
