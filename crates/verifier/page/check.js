// One check of one draw, by the WebAssembly.

import { engine } from "./assets.js";
import { verdictsOf } from "./signatures.js";

/** Pieces in which a long list is handed over. */
const PIECE = 3_600_000;

/** Checks what there is: `files` by their names, `mine` as `kept.js` makes it. Returns the report. */
export const check = async (files, mine) => {
  const { Check } = await engine();
  const checking = new Check();
  try {
    for (const [name, bytes] of files) {
      if (name !== "roll.bin") checking.set(name, bytes);
      else for (let at = 0; at < bytes.length; at += PIECE) checking.roll(bytes.subarray(at, at + PIECE));
    }
    if (mine) checking.mine(typeof mine === "string" ? mine : JSON.stringify(mine));
    const verdicts = await verdictsOf(JSON.parse(checking.signatures()));
    return JSON.parse(checking.run(verdicts));
  } finally {
    checking.free();
  }
};
