/**
 * "Try these options": what the gateway would say to the choices in the form. They go to the program that serves this page, which runs
 * the configuration file.
 */
const element = document.querySelector("dask-gateway");
const button = element.querySelector("button");
const outcome = document.querySelector("#outcome");
/** In the page's language. */
const words = outcome.dataset;

/** Counts what the outcome could be of. */
let turn = 0;
button.hidden = false;
button.disabled = true;

element.addEventListener("change", ({ detail }) => {
  turn += 1;
  button.disabled = !detail.valid;
  outcome.replaceChildren();
});

button.addEventListener("click", async () => {
  const body = element.requestBody();
  if (body === null) return;
  turn += 1;
  const mine = turn;
  show("asking", [words.asking]);
  const [kind, lines, config] = await ask(body);
  if (mine === turn) show(kind, lines, config);
});

/** Gives what is to be shown: of which kind, sentences, and the settings of such a cluster. */
async function ask(body) {
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch("try", { method: "POST", headers, body });
    const answer = await response.json();
    if (!response.ok) return ["refused", [answer.error]];
    const { accepted, message, config, ignored = [] } = answer;
    const lines = [message];
    if (ignored.length > 0) lines.push(words.ignored.replace("{names}", () => ignored.join(", ")));
    return [accepted ? "accepted" : "unknown", lines, config];
  } catch {
    return ["refused", [words.silent]];
  }
}

function show(kind, lines, config = {}) {
  outcome.className = kind;
  const sentences = lines.map((line) => made("p", line));
  const list = document.createElement("dl");
  for (const [name, value] of Object.entries(config))
    list.append(made("dt", name), made("dd", name.endsWith("_memory") ? gibibytes(value) : value));
  outcome.replaceChildren(...sentences, ...(list.childElementCount > 0 ? [list] : []));
}

/** Text alone: what comes is the file's. */
function made(tag, text) {
  const element = document.createElement(tag);
  element.textContent = String(text);
  return element;
}

const gibibytes = (bytes) => `${+(bytes / 2 ** 30).toFixed(2)} GiB`;
