/** The connection doctor's half in the page: what the server finds, and what only a browser can find. */
export { examine } from "./examine.js";
export { en } from "./strings.js";
export { type DoctorView, doctorView } from "./view.js";
