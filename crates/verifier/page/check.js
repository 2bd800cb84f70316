// One check of one draw, by the WebAssembly.

import { engine } from "./assets.js";
import { Unreadable } from "./files.js";
import { verdictsOf } from "./signatures.js";

/** Pieces in which a long list is handed over. */
const PIECE = 3_600_000;

/** Checks what there is: `files` by their names, `mine` as `kept.js` makes it. Returns the report. */
export const check = async (files, mine) => {
  // Most draws need both, so the second is not waited for before it is asked for; one that fails says so when it is needed.
  engine("beacon").catch(() => {});
  const { Check } = await engine("verifier");
  const checking = new Check();
  try {
    for (const [name, bytes] of files) if (name !== "roll.bin") checking.set(name, bytes);
    if (mine && !checking.mine(typeof mine === "string" ? mine : JSON.stringify(mine))) throw new Unreadable("no_receipt", "");
    // The whole list comes last, since it is held against the rest; it may end before its last piece.
    const roll = files.get("roll.bin");
    for (let at = 0, more = true; roll && more && (at < roll.length || at === 0); at += PIECE) more = checking.roll(roll.subarray(at, at + PIECE));
    const verdicts = await verdictsOf(JSON.parse(checking.signatures()));
    return JSON.parse(checking.run(verdicts));
  } finally {
    checking.free();
  }
};
