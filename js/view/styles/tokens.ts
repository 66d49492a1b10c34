/**
 * The colours and fonts of the page under short names of our own: by what it sets for this panel alone, by JupyterLab's variables, by
 * those of the PyData Sphinx theme. On a page without them the last value of a row holds, light or dark as the page's `color-scheme` says;
 * that property is inherited, so a page that declares nothing stays light.
 */
export const FROM_PAGE: readonly (readonly [
  name: string,
  lab: string,
  pydata: string,
  preset: string,
])[] = [
  [
    "text",
    "ui-font-color1",
    "color-text-base",
    "light-dark(rgb(0 0 0 / 87%), rgb(255 255 255 / 87%))",
  ],
  ["text-strong", "ui-font-color0", "color-text-base", "light-dark(#000, #fff)"],
  [
    "text-quiet",
    "",
    "color-text-muted",
    "color-mix(in srgb, var(--text-strong) 65%, var(--surface))",
  ],
  ["surface", "layout-color1", "color-background", "light-dark(#fff, #212121)"],
  ["raised", "layout-color2", "color-surface", "light-dark(#eee, #424242)"],
  ["raised-more", "layout-color3", "color-border", "light-dark(#bdbdbd, #616161)"],
  ["line", "border-color2", "color-border", "light-dark(#e0e0e0, #424242)"],
  ["radius", "border-radius", "", "2px"],
  ["field", "input-background", "color-surface", "light-dark(#f5f5f5, #424242)"],
  ["field-active", "input-active-background", "color-background", "light-dark(#fff, #111)"],
  ["field-line", "input-border-color", "color-text-muted", "#757575"],
  ["ring", "focus-outline-color", "color-primary", "var(--brand)"],
  ["brand", "brand-color1", "color-primary", "light-dark(#1976d2, #2196f3)"],
  ["accept", "accept-color-normal", "color-primary", "#1976d2"],
  ["accept-hover", "accept-color-hover", "color-primary-highlight", "#1565c0"],
  ["accept-active", "accept-color-active", "color-primary-highlight", "#0d47a1"],
  ["accept-text", "", "color-primary-text", "#fff"],
  ["danger", "warn-color-normal", "color-danger", "#d32f2f"],
  ["danger-hover", "warn-color-hover", "color-danger-highlight", "#c62828"],
  ["danger-active", "warn-color-active", "color-danger-highlight", "#b71c1c"],
  ["danger-text", "", "color-danger-text", "#fff"],
  ["error", "error-color1", "color-danger", "light-dark(#d32f2f, #f44336)"],
  ["good", "success-color1", "color-success", "light-dark(#388e3c, #4caf50)"],
  ["warning", "warn-color0", "color-warning", "light-dark(#e65100, #ffb74d)"],
  ["font", "ui-font-family", "font-family-base", "system-ui, sans-serif"],
  ["size", "ui-font-size1", "", "13px"],
  [
    "code",
    "code-font-family",
    "font-family-monospace",
    'ui-monospace, menlo, consolas, "DejaVu Sans Mono", monospace',
  ],
];

/**
 * `color-mix` with the strongest text colour lifts the theme's reds, blues and oranges to a contrast of 4.5:1 where they are text, on a pressed button, too:
 * also those that VS Code and html-manager bring for ipywidgets, which are lighter than JupyterLab's.
 */
export const tokens = `
:host {
  ${FROM_PAGE.map(([name, lab, pydata, preset]) => {
    const others = [lab && `--jp-${lab}`, pydata && `--pst-${pydata}`].filter(Boolean);
    const chain = [`--dask-gateway-${name}`, ...others];
    return `--${name}: ${chain.reduceRight((rest, page) => `var(${page}, ${rest})`, preset)};`;
  }).join("\n  ")}
  --brand-text: color-mix(in srgb, var(--brand) 70%, var(--text-strong));
  --error-text: color-mix(in srgb, var(--error) 78%, var(--text-strong));
  --attention: color-mix(in srgb, var(--warning) 70%, var(--text-strong));
  --idle: light-dark(#757575, #9e9e9e);
  /* JupyterLab's own small size is 10.8 px: too small for sentences. */
  --size-small: calc(var(--size) * 12 / 13);
  /* An input, in which larger text has room, too. */
  --control: max(28px, var(--size) * 2.15);
}
`;
