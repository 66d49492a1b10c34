/**
 * JupyterLab's variables under short names of our own. On a page without them the values after the comma
 * hold, light or dark as the page's `color-scheme` says; that property is inherited, so a page that declares
 * nothing stays light. `color-mix` with the strongest text colour lifts the theme's reds and blues to a contrast of
 * 4.5:1 where they are text.
 */
export const tokens = `
:host {
  --text: var(--jp-ui-font-color1, light-dark(rgb(0 0 0 / 87%), rgb(255 255 255 / 87%)));
  --text-strong: var(--jp-ui-font-color0, light-dark(#000, #fff));
  --text-quiet: color-mix(in srgb, var(--text-strong) 62%, var(--surface));
  --surface: var(--jp-layout-color1, light-dark(#fff, #212121));
  --raised: var(--jp-layout-color2, light-dark(#eee, #424242));
  --raised-more: var(--jp-layout-color3, light-dark(#bdbdbd, #616161));
  --line: var(--jp-border-color2, light-dark(#e0e0e0, #424242));
  --field: var(--jp-input-background, light-dark(#f5f5f5, #424242));
  --field-active: var(--jp-input-active-background, light-dark(#fff, #111));
  --field-line: var(--jp-input-border-color, #757575);
  --brand: var(--jp-brand-color1, light-dark(#1976d2, #2196f3));
  --brand-text: color-mix(in srgb, var(--brand) 85%, var(--text-strong));
  --accept: var(--jp-accept-color-normal, #1976d2);
  --accept-hover: var(--jp-accept-color-hover, #1565c0);
  --accept-active: var(--jp-accept-color-active, #0d47a1);
  --danger: var(--jp-warn-color-normal, #d32f2f);
  --danger-hover: var(--jp-warn-color-hover, #c62828);
  --danger-active: var(--jp-warn-color-active, #b71c1c);
  --error: var(--jp-error-color1, light-dark(#d32f2f, #f44336));
  --error-text: color-mix(in srgb, var(--error) 78%, var(--text-strong));
  --good: var(--jp-success-color1, light-dark(#388e3c, #4caf50));
  --idle: light-dark(#757575, #9e9e9e);
  --radius: var(--jp-border-radius, 2px);
  --size: var(--jp-ui-font-size1, 13px);
  /* JupyterLab's own small size is 10.8 px: too small for sentences. */
  --size-small: calc(var(--size) * 12 / 13);
  --code: var(--jp-code-font-family, ui-monospace, menlo, consolas, "DejaVu Sans Mono", monospace);
  --ring: var(--jp-focus-outline-color, var(--brand));
}
`;
