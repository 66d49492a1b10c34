import { html, nothing, type TemplateResult } from "lit/html.js";
import { plainText } from "../../page/plain-text.js";
import type { Context } from "../context.js";
import type { ClusterView } from "../model.js";
import { focusNext } from "../ui/focus-next.js";
import { nameIcon } from "../ui/icons.js";

/** A cluster's name as its heading; or the input for one, where that was asked for. */
export function clusterName(context: Context, cluster: ClusterView): TemplateResult {
  const { folds, fold, strings } = context;
  const { key } = cluster;
  if (folds.naming === key) return nameInput(context, cluster);
  return html`${nameHeading(cluster)}<button
      type="button"
      id=${`${key}-rename`}
      class="tool rename"
      aria-label=${strings.rename}
      title=${strings.rename}
      @click=${(event: Event) => {
        fold({ naming: key });
        focusNext(event, `${key}-alias`);
      }}
    >
      ${nameIcon}
    </button>`;
}

/** `key`: told beside an alias, for code and commands know no other name. */
export function nameHeading({ key, name }: { key: string; name: string }): TemplateResult {
  const isAlias = name !== key;
  return html`<h4
      id=${`${key}-name`}
      class=${isAlias ? "alias" : ""}
      dir="auto"
      title=${isAlias ? key : nothing}
    >${plainText(name)}</h4>`;
}

/** Enter and leaving it take what was typed, Escape does not. The core says what becomes of it. */
function nameInput(context: Context, { key, name, alias }: ClusterView): TemplateResult {
  const { fold, send, strings } = context;
  const close = (input: HTMLInputElement, isTaken: boolean) => {
    // It is left once more when it goes.
    if (context.folds.naming !== key) return;
    fold({ naming: null });
    const typed = input.value.trim();
    if (isTaken && typed !== alias) send({ type: "rename", cluster: key, name: typed });
  };
  return html`<h4 id=${`${key}-name`} hidden>${plainText(name)}</h4>
    <input
      type="text"
      id=${`${key}-alias`}
      class="alias-input"
      aria-label=${strings.aliasInput}
      placeholder=${key}
      maxlength="60"
      dir="auto"
      autocomplete="off"
      spellcheck="false"
      value=${plainText(alias)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
        event.preventDefault();
        close(event.currentTarget as HTMLInputElement, event.key === "Enter");
        focusNext(event, `${key}-rename`);
      }}
      @blur=${(event: FocusEvent) => close(event.currentTarget as HTMLInputElement, true)}
    />`;
}
