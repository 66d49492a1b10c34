import { html, nothing, render, type TemplateResult } from "lit/html.js";
import { loadPart } from "../../page/parts.js";
import type { Context, ConverterTools } from "../context.js";
import { sentence } from "../ui/sentence.js";

const tools: ConverterTools = { html, nothing, render, sentence };

/** For those who come from dask-kubernetes; what all others have no need of, is fetched when it is pressed. */
export function converterButton({ strings, openConverter }: Context): TemplateResult {
  return html`<button
    type="button"
    class="plain coming"
    aria-haspopup="dialog"
    @click=${() => openConverter()}
  >
    ${strings.fromKubernetes}
  </button>`;
}

/** Shows the converter over a mount, with this text in it if there is one. */
export async function showConverter(
  root: ShadowRoot,
  { send, strings, host, optionSpec }: Context,
  text: string | undefined,
): Promise<void> {
  try {
    const part = await loadPart("kubernetes");
    if (!root.host.isConnected) return;
    const place = {
      root,
      strings,
      spec: optionSpec,
      convert: async (source: string, spec: string) => {
        await part.ready();
        return part.convertWorkerTemplate(source, spec);
      },
      readCode: host.readWorkerCode,
      fill: (options: string, workers: string | null) =>
        send({ type: "fill-form", source: "kubernetes", name: "", options, workers }),
    };
    part.showConverter(tools, place, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const said = strings.converterNotLoaded(reason);
    send({ type: "report", cluster: null, level: "error", text: said });
  }
}
