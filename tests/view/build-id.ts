/** In the place of the build's js/page/build-id.js. */
export const buildId = "this build";
export const version = "1.2.3";
