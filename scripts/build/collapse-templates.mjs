/**
 * A webpack loader: takes the indentation out of templates. HTML and CSS read a run of white space as one; minifiers of
 * JavaScript must leave it alone.
 */
export default function collapseTemplates(source) {
  return source.replace(/\n\s+/g, "\n");
}
