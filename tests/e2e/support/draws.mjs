// A draw that has taken place: people who entered by the API, a frozen list, the published round.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";

import { announced } from "./door.mjs";
import { folder, serve } from "./program.mjs";

/** Round 10,000,000 of drand's quicknet, which was published at 20:29:24 that evening. */
export const signature = "a187c9f5800521e986b5658924696682071ce7ae965486e8fd08bc2c4758bdbb9ed9ecb7beee392a38214e321ecd434f";

/** A moment after the list was frozen, and one after the draw. */
export const [frozen, drawn] = ["2024-08-04T20:16:00Z", "2024-08-04T20:30:00Z"];

/** The campaign whose one prize is drawn by that round. */
export const onePrize = { campaign: "one-prize", file: "tests/e2e/campaigns/one-prize.toml" };

/** Somebody enters without a browser: his token and his receipt. */
const enter = async ({ url, campaign }, acts) => {
  const token = randomBytes(32).toString("base64url");
  const authorization = `Bearer ${token}`;
  let answer;
  for (const act of [{ act: "arrive" }, ...acts, { act: "enter", node: "draw", nonce: randomBytes(32).toString("hex") }]) {
    const key = randomUUID();
    const headers = { authorization, "content-type": "application/json", "idempotency-key": key };
    Object.assign(headers, await announced({ url, campaign }, headers, key, act));
    answer = await fetch(`${url}/api/v1/campaigns/${campaign}/acts`, { method: "POST", headers, body: JSON.stringify(act) });
    assert.ok(answer.ok, `${JSON.stringify(act)}: ${answer.status}`);
  }
  return { token, receipt: (await answer.json()).me.receipt };
};

/**
 * Seven people in a draw that has taken place: `{ server, path, zip, people }`, the server stopped, the bundle as a folder and as a zip.
 */
export const bundle = async (t) => {
  const server = await serve(t, onePrize);
  const people = [];
  for (let number = 0; number < 7; number += 1)
    people.push(await enter(server, number % 2 ? [{ act: "vote", node: "song", picks: ["rain"] }] : []));
  await server.stop();
  await server.draw("commit", frozen);
  await server.draw("run", drawn, "--signature", signature);
  const place = await folder(t);
  const [path, zip] = [join(place, "bundle"), join(place, "bundle.zip")];
  await server.draw("audit", drawn, "-o", path);
  await server.draw("audit", drawn, "-o", zip);
  return { server, path, zip, people };
};
