// What takes part without a browser announces its acts as the widget does, and solves the puzzles that it is given.
import { work } from "../../../embed/gadgets/proof-work.js";

const FREE = ["arrive", "see", "start", "share"];

const { solve } = work();

/** The headers that an act needs at the door: a visit, and a proof where the server asks for one. */
export const announced = async ({ url, campaign }, headers, key, { act, node }) => {
  if (FREE.includes(act)) return {};
  const answer = await fetch(`${url}/api/v1/campaigns/${campaign}/visits`, { method: "POST", headers, body: JSON.stringify({ key, act, node }) });
  if (!answer.ok) throw new Error(`announcing ${act}: ${answer.status} ${await answer.text()}`);
  const { visit, challenge } = await answer.json();
  if (!challenge) return { "canyu-visit": visit };
  const proof = { challenge, solution: await solve(challenge) };
  return { "canyu-visit": visit, "canyu-proof": Buffer.from(JSON.stringify(proof)).toString("base64") };
};
