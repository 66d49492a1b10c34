/** Enter that is held is one press: it launches one cluster, however fast the gateway answers. In a text of several lines it makes lines. */
export function ignoreHeldEnter(root: ShadowRoot): void {
  root.addEventListener("keydown", (event) => {
    const { key, repeat, target } = event as KeyboardEvent;
    if (key === "Enter" && repeat && !(target instanceof HTMLTextAreaElement))
      event.preventDefault();
  });
}
