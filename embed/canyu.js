// The script of the tag. `cargo xtask` bundles it with everything it imports into one file (esbuild --bundle --format=esm) and
// puts the names and hashes of the built files in the place of CANYU_FILES.

import { CanyuCampaign } from "./element.js";
import { readLink } from "./fan.js";

/** Where the built files are; the npm package reads it from here. */
export const build =
  typeof CANYU_FILES === "undefined"
    ? { base: document.baseURI }
    : { base: new URL("..", import.meta.url).href, files: CANYU_FILES };

// At once, before the page changes its address.
readLink();

if (!customElements.get("canyu-campaign")) {
  CanyuCampaign.build = build;
  customElements.define("canyu-campaign", CanyuCampaign);
}
