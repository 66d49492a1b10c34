import type { TemplateResult } from "lit/html.js";
import { isLoopback } from "../page/net.js";
import type { Parts } from "./define.js";
import type { Login } from "./login.js";
import { texts } from "./texts.js";

/**
 * "Log in to Dask Gateway". The inputs have no names and the form no action: if ever the browser submitted it itself, the
 * password would not be in an address.
 */
export function loginForm({ html, alertIcon }: Parts, login: Login): TemplateResult {
  const { said, isBusy, base } = login;
  const wrong = said?.wrong ?? false;
  const isError = said !== null && said.text !== texts.loggedOut;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send(login, event.currentTarget as HTMLFormElement);
  };
  return html`<form class="login" aria-label=${texts.login} novalidate @submit=${submit}>
    <div>
      <h2>${texts.login}</h2>
      <p class="where"><bdi>${base}</bdi></p>
    </div>
    ${isOpenLine(base) ? html`<p class="note">${texts.openLine}</p>` : null}
    <div>
      <div class="above"><label for="user">${texts.user}</label></div>
      <input
        type="text"
        id="user"
        autocomplete="username"
        autocapitalize="off"
        spellcheck="false"
        .value=${login.user ?? ""}
        aria-invalid=${wrong}
        aria-describedby=${wrong ? "said" : ""}
      />
    </div>
    <div>
      <div class="above"><label for="password">${texts.password}</label></div>
      <input
        type="password"
        id="password"
        autocomplete="current-password"
        aria-invalid=${wrong}
        aria-describedby=${wrong ? "said" : ""}
      />
    </div>
    <button type="submit" class="primary" aria-disabled=${isBusy}>
      ${isBusy ? html`<span class="spinner"></span>` : null}${texts.logIn}
    </button>
    <p class="message" role="status">${isBusy ? texts.checking : isError ? null : said?.text}</p>
    ${
      isError
        ? html`<p class="message wrong" role="alert" id="said">${alertIcon}<span>${said.text}</span></p>`
        : null
    }
  </form>`;
}

/** What was typed leaves the page's tree at once. It comes back only if it was not judged: nobody should type it again. */
async function send(login: Login, form: HTMLFormElement): Promise<void> {
  const [user, password] = form.querySelectorAll("input");
  if (login.isBusy || user === undefined || password === undefined) return;
  const typed = password.value;
  password.value = "";
  if (await login.logIn(user.value, typed)) return;
  if (!login.said?.wrong) password.value ||= typed;
  (user.value === "" ? user : password).focus();
}

/** Neither encrypted nor on this machine. */
function isOpenLine(base: string): boolean {
  const { protocol, hostname } = new URL(base);
  return protocol === "http:" && !isLoopback(hostname);
}
