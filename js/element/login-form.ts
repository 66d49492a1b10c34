import type { TemplateResult } from "lit/html.js";
import { isLoopback } from "../page/net.js";
import { type Login, loggedOut } from "./login.js";
import { strings } from "./strings.js";
import type { ViewToolkit } from "./types.js";

/**
 * "Log in to Dask Gateway". The inputs have no names and the form no action: if ever the browser submitted it itself, the
 * password would not be in an address.
 */
export function loginForm({ html, alertIcon }: ViewToolkit, login: Login): TemplateResult {
  const { notice, isBusy, base } = login;
  const isWrong = notice?.isWrong ?? false;
  const isError = notice !== null && notice.say !== loggedOut;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send(login, event.currentTarget as HTMLFormElement);
  };
  return html`<form class="login" part="login" aria-label=${strings.login} novalidate @submit=${submit}>
    <div>
      <h2>${strings.login}</h2>
      <p class="where"><bdi>${base}</bdi></p>
    </div>
    ${isUnencrypted(base) ? html`<p class="note">${strings.unencrypted}</p>` : null}
    <div>
      <div class="above"><label for="user">${strings.user}</label></div>
      <input
        type="text"
        id="user"
        autocomplete="username"
        autocapitalize="off"
        spellcheck="false"
        .value=${login.user ?? ""}
        aria-invalid=${isWrong}
        aria-describedby=${isWrong ? "login-error" : ""}
      />
    </div>
    <div>
      <div class="above"><label for="password">${strings.password}</label></div>
      <input
        type="password"
        id="password"
        autocomplete="current-password"
        aria-invalid=${isWrong}
        aria-describedby=${isWrong ? "login-error" : ""}
      />
    </div>
    <button type="submit" class="primary" aria-disabled=${isBusy}>
      ${isBusy ? html`<span class="spinner"></span>` : null}${strings.logIn}
    </button>
    <p class="message" role="status">${isBusy ? strings.checking : isError ? null : notice?.say()}</p>
    ${
      isError
        ? html`<p class="message wrong" role="alert" id="login-error">${alertIcon}<span>${notice.say()}</span></p>`
        : null
    }
  </form>`;
}

/** What was typed leaves the page's tree at once. It comes back only if it was not refused: nobody should type it again. */
async function send(login: Login, form: HTMLFormElement): Promise<void> {
  const [user, password] = form.querySelectorAll("input");
  if (login.isBusy || user === undefined || password === undefined) return;
  const typed = password.value;
  password.value = "";
  if (await login.logIn(user.value, typed)) return;
  if (!login.notice?.isWrong) password.value ||= typed;
  (user.value === "" ? user : password).focus();
}

/** Neither encrypted nor on this machine. */
function isUnencrypted(base: string): boolean {
  const { protocol, hostname } = new URL(base);
  return protocol === "http:" && !isLoopback(hostname);
}
