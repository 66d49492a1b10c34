import { html, type TemplateResult } from "lit/html.js";

/**
 * 16-pixel line drawings in the colour of the text around them. They say nothing to assistive technology:
 * the button around one has the name.
 */
function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg>`;
}

export const refreshIcon = icon("M13 8a5 5 0 1 1-1.5-3.6M13 2.2v2.9h-2.9");
export const insertIcon = icon("M4.5 4.5 1 8l3.5 3.5M11.5 4.5 15 8l-3.5 3.5M8 5.6v4.8M5.6 8h4.8");
export const copyIcon = icon("M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3");
export const dashboardIcon = icon("M2.5 13.5h11M4 11V7.5M8 11V3M12 11V5.5");
export const outsideIcon = icon("M9 2.5h4.5V7M13.2 2.8 7.5 8.5M6.5 3.5h-4v10h10v-4");
export const removeIcon = icon("M4 4l8 8M12 4l-8 8");
export const resetIcon = icon("M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.8 3.5 2.8 6.5l3 3");
export const showIcon = icon(
  "M1.5 8C4 3.5 12 3.5 14.5 8 12 12.5 4 12.5 1.5 8M8 6a2 2 0 1 1 0 4 2 2 0 1 1 0-4",
);
export const hideIcon = icon("M1.5 8C4 3.5 12 3.5 14.5 8 12 12.5 4 12.5 1.5 8M3 13 13 3");
export const nameIcon = icon("M10.5 3 13 5.5 6 12.5 2.8 13.2 3.5 10zM9 4.5 11.5 7");
export const alertIcon = icon("M8 1.8 15 14H1zM8 6.2v3.6M8 11.6v.6");
