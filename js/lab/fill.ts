/** A label with its arguments: "{name}" stands for the one of this name. */
export function fill(label: string, args: Readonly<Record<string, string>>): string {
  return label.replace(/\{(\w+)\}/g, (whole, name: string) => args[name] ?? whole);
}
