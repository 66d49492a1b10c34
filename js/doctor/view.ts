import { asText, type Section } from "./report.js";
import type { Finding, Outcome } from "./result.js";
import { type DoctorStrings, en } from "./strings.js";
import { css } from "./styles.js";

/** Line drawings of 16 pixels: each outcome has a shape and a word, not a colour alone. */
const ICONS: Record<Outcome, string> = {
  ok: "M3 8.5 6.5 12 13 4.5",
  warning: "M8 2 15 14H1zM8 6.5v3.3M8 11.8v.4",
  failed: "M4 4l8 8M12 4l-8 8",
  skipped: "M4 8h8",
};

/** What is shown of a text that is in English. */
type Shown = (text: string) => string;

export interface DoctorView {
  readonly element: HTMLElement;
  /** Begins an examination, unless one is going on. */
  check(): void;
}

/**
 * The list of steps with its two buttons. `runChecks` reports sections as they come, in English, and that is what `copy` puts
 * into the clipboard; `shown` has what is shown of them.
 */
export function doctorView(
  strings: DoctorStrings,
  runChecks: (changed: (sections: Section[]) => void) => Promise<void>,
  copy: (text: string) => Promise<void>,
  shown: Shown = (text) => text,
): DoctorView {
  const element = document.createElement("div");
  element.lang = strings.lang;
  element.style.height = "100%";
  const root = element.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const title = make("h2", strings.title);
  title.id = "title";
  const summary = make("p", "");
  summary.className = "summary";
  summary.setAttribute("role", "status");
  const again = button(strings.again, check);
  const copyButton = button(strings.copy, () => {
    // Called at once: browsers allow a copy only while a click is handled.
    copy(asText(sections, en.whatToDo)).then(
      () => say(strings.copied),
      () => say(strings.notCopied),
    );
  });
  const buttons = make("div");
  buttons.className = "buttons";
  buttons.append(again, copyButton);
  const body = make("div");
  const region = make("section");
  region.setAttribute("aria-labelledby", title.id);
  region.append(title, summary, buttons, body);
  root.append(region);

  let sections: Section[] = [];
  let running = false;

  function check(): void {
    if (running) return;
    running = true;
    turn(true);
    say(strings.checking);
    runChecks((current) => {
      sections = current;
      body.replaceChildren(...current.flatMap((section) => drawn(section, strings, shown)));
    }).finally(() => {
      running = false;
      turn(false);
      const all = sections.flatMap(({ findings }) => findings ?? []);
      const count = (outcome: Outcome) => all.filter((it) => it.outcome === outcome).length;
      say(strings.summary(count("failed"), count("warning")));
    });
  }

  /** Disabled in words only, so that the focus stays on the button. */
  function turn(busy: boolean): void {
    for (const each of [again, copyButton]) each.setAttribute("aria-disabled", String(busy));
    region.setAttribute("aria-busy", String(busy));
  }

  function say(text: string): void {
    summary.textContent = text;
  }

  return { element, check };
}

function drawn({ title, findings }: Section, strings: DoctorStrings, shown: Shown): HTMLElement[] {
  const heading = make("h3", shown(title));
  if (findings === null) {
    const waiting = make("p", strings.checking);
    waiting.className = "waiting";
    return [heading, waiting];
  }
  const list = make("ol");
  list.setAttribute("aria-label", shown(title));
  // Safari takes a list without bullets for none.
  list.setAttribute("role", "list");
  list.append(...findings.map((finding) => item(finding, strings, shown)));
  return [heading, list];
}

function item(
  { step, outcome, text, advice }: Finding,
  strings: DoctorStrings,
  shown: Shown,
): HTMLElement {
  const row = make("li");
  row.dataset.outcome = outcome;
  row.dataset.step = step;
  const name = make("p");
  name.className = "name";
  name.append(make("b", shown(step)), make("span", strings.outcomes[outcome]));
  const words = make("div");
  words.append(name, make("p", shown(text)));
  if (advice !== "") words.append(adviceBox(`${strings.whatToDo} ${shown(advice)}`));
  row.append(icon(ICONS[outcome]), words);
  return row;
}

/** Lines of a configuration file, which begin with `c.`, can be selected with a click. */
function adviceBox(advice: string): HTMLElement {
  const box = make("div");
  box.className = "advice";
  const lines = advice.split("\n");
  box.append(
    ...lines.map((line) => {
      const made = make(/^c\.\w/.test(line) ? "code" : "p", line);
      made.dir = made.localName === "code" ? "ltr" : "auto";
      return made;
    }),
  );
  return box;
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = make("button", text);
  made.type = "button";
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") !== "true") press();
  });
  return made;
}

function icon(path: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text?: string,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  return made;
}
