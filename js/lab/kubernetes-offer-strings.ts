import { spoken } from "../page/spoken.js";

/** What is said to who has a notebook for dask-kubernetes, in English. */
const en = {
  offer: "This notebook uses dask-kubernetes. Its workers can become options of your Dask Gateway.",
  open: "Open converter",
  never: "Don’t show again",
};

export type OfferStrings = typeof en;

declare module "../view/strings/table.js" {
  interface PartTables {
    labOffer: OfferStrings;
  }
}

/** In the language of the page. */
export const strings = (): OfferStrings => spoken("labOffer", en);
