/** The page: a form, and a server that Binder starts with what it says. Nothing of it is kept in the browser. */
import type { GatewayElement } from "../../js/element/gateway-element.js";
import { buildEndpoint, ownPage, pathWithLink, readTarget, serverAddress } from "./addresses.js";
import { type Fault, PHASES, type Phase } from "./kinds.js";
import { Launch } from "./launch.js";
import { Log } from "./log.js";
import { about, faults, phases, sentences } from "./sentences.js";

function get<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (found === null) throw new Error(`The page has no ${selector}`);
  return found;
}

const target = readTarget(get("main").dataset);
const form = get<GatewayElement>("dask-gateway");
const openButton = get<HTMLButtonElement>("#open");
const ownPageLink = get<HTMLAnchorElement>("#own-page");
const section = get("#launch");
const title = get("#launch-title");
const list = get("#phases");
const status = get("#status");
const failure = get("#failure");
const cancelButton = get<HTMLButtonElement>("#cancel");
const againButton = get<HTMLButtonElement>("#again");
const log = new Log(get("#log section"));

/** What goes along: the form as it was last when it was valid. */
let link: string | null = null;
let isValid: boolean | null = null;
let launch: Launch | null = null;

list.append(
  ...PHASES.map((phase) => {
    const item = document.createElement("li");
    item.textContent = phases[phase];
    return item;
  }),
);
ownPageLink.href = ownPage(target, link);

form.addEventListener("change", ({ detail }) => {
  isValid = detail.valid;
  if (isValid) link = form.link();
  ownPageLink.href = ownPage(target, link);
});
openButton.addEventListener("click", open);
againButton.addEventListener("click", open);
cancelButton.addEventListener("click", () => {
  launch?.cancel();
  launch = null;
  show({ heading: sentences.cancelledTitle, said: sentences.cancelled });
  openButton.focus();
});
// Back from JupyterLab: the page is as it was left, and what it started is over.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) section.hidden = true;
});

function open(): void {
  section.hidden = false;
  if (launch !== null) title.focus();
  else if (isValid === true) begin();
  else fail(isValid === null ? sentences.noForm : sentences.invalid, false);
}

function begin(): void {
  log.clear();
  show({ heading: sentences.title, isRunning: true });
  reach("waiting");
  title.focus();
  const attempt = new Launch(target.repository, buildEndpoint(target), {
    reached: reach,
    said: (text) => log.add(text),
    quiet: () => {
      status.textContent = sentences.quiet;
    },
    failed: (fault: Fault, said) => {
      launch = null;
      fail(faults[fault], true, said);
    },
    ready: (url, token) => {
      launch = null;
      const address = serverAddress(url, token, pathWithLink(target, link));
      if (address === null) {
        fail(sentences.badAddress, true);
        return;
      }
      show({ heading: sentences.title, said: about.ready });
      location.assign(address);
    },
  });
  launch = attempt;
  void attempt.start();
}

function reach(phase: Phase): void {
  const now = PHASES.indexOf(phase);
  for (const [i, item] of [...list.children].entries()) {
    item.className = i < now ? "done" : i === now ? "now" : "";
    if (i === now) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
  const tooLong = link === null ? ` ${sentences.tooLong}` : "";
  say(about[phase] + tooLong);
}

/** Whoever listens is told of a change only: a build names its phase in each line. */
function say(text: string): void {
  if (status.textContent !== text) status.textContent = text;
}

function fail(text: string, isAttempt: boolean, said: string | null = null): void {
  show({
    heading: isAttempt ? sentences.failedTitle : sentences.invalidTitle,
    isFailed: isAttempt,
  });
  const sentence = document.createElement("p");
  sentence.textContent = text;
  failure.append(sentence);
  if (said !== null && said.trim() !== "") {
    const words = document.createElement("p");
    words.className = "words";
    words.textContent = `${sentences.theHubSays} ${said.trim()}`;
    failure.append(words);
    log.add(said);
  }
  list.querySelector(".now")?.classList.replace("now", "failed");
}

function show(state: {
  heading: string;
  said?: string;
  isRunning?: boolean;
  isFailed?: boolean;
}): void {
  title.textContent = state.heading;
  list.hidden = state.isRunning !== true && state.isFailed !== true && state.said === undefined;
  status.textContent = state.said ?? "";
  failure.replaceChildren();
  cancelButton.hidden = state.isRunning !== true;
  againButton.hidden = state.isFailed !== true;
  section.classList.toggle("running", state.isRunning === true);
}
