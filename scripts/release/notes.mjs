/** What a release's notes are: a section of CHANGELOG.md, "Unreleased" until the release is made. */
import { Failure } from "../lib.mjs";

const UNRELEASED = "## Unreleased";

/** How the heading of a version begins; its day follows. */
const headingOf = (version) => `## ${version} (`;

/** The text below the heading of `version`, or below "Unreleased" where it has none yet. */
export function notesOf(changelog, version) {
  const sections = changelog.split(/^(?=## )/m);
  const own = sections.find((section) => section.startsWith(headingOf(version)));
  const section = own ?? sections.find((each) => each.startsWith(UNRELEASED));
  const notes = section?.replace(/^.*\n/, "").trim();
  if (!notes) throw new Failure(`CHANGELOG.md says nothing of ${version}.`);
  return notes;
}

/** CHANGELOG.md with "Unreleased" as the section of a version, and an empty one above it. */
export function released(changelog, version, day) {
  const heading = headingOf(version);
  if (changelog.includes(heading)) return changelog;
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n\n${heading}${day})`);
}
