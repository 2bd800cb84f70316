// What has not been revealed yet never leaves the server.
import assert from "node:assert/strict";
import { test } from "node:test";

import { serve } from "./support/program.mjs";

/** The teaser of the sample at a moment, and all of the view's text. */
const teaserAt = async (t, at) => {
  const server = await serve(t, { at });
  const text = await (await fetch(`${server.url}/api/v1/campaigns/${server.campaign}?lang=en`)).text();
  return { server, text, teaser: JSON.parse(text).nodes.find(({ kind }) => kind === "teaser") };
};

const get = async (server, path) => {
  const answer = await fetch(new URL(path, server.url));
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), type: answer.headers.get("content-type") };
};

test("before a stage is reached nobody can fetch its picture, nor read of it", async (t) => {
  const early = await teaserAt(t, "2024-08-04T19:30:00Z");
  assert.ok(early.teaser.next, "the sample has something left to reveal on that evening");
  const late = await teaserAt(t, new Date(Date.parse(early.teaser.next) + 60_000).toISOString());
  assert.equal(late.teaser.stage, early.teaser.stage + 1);
  assert.notEqual(late.teaser.picture, early.teaser.picture);
  for (const which of ["picture", "preview"]) {
    const shown = await get(late.server, late.teaser[which]);
    assert.equal(shown.status, 200);
    const refused = await get(early.server, late.teaser[which]);
    assert.equal(refused.status, 404, `${late.teaser[which]} can be fetched early`);
    assert.ok(!refused.type.startsWith("image/"));
    const old = await get(early.server, early.teaser[which]);
    assert.equal(old.status, 200);
    assert.ok(!old.bytes.equals(shown.bytes));
  }
  const before = new Set(early.teaser.hints.map(({ text }) => text));
  for (const { text } of late.teaser.hints)
    if (!before.has(text)) assert.ok(!early.text.includes(text), `the hint "${text}" is in the view too early`);
});

test("the answers of a whole evening name no later stage, whatever a client asks for", async (t) => {
  const { server, teaser } = await teaserAt(t, "2024-08-04T19:30:00Z");
  const folder = teaser.picture.slice(0, teaser.picture.lastIndexOf("/"));
  const name = teaser.picture.slice(folder.length + 1);
  const guesses = new Set(["open.svg", "silhouette.svg", "../open.svg", "%2e%2e/open.svg", "stage", "0", "9"]);
  // The same name with each number in it made larger.
  for (const more of [1, 2, 3]) guesses.add(name.replace(/\d+/, (number) => String(Number(number) + more)));
  guesses.delete(name);
  for (const guess of guesses) assert.notEqual((await get(server, `${folder}/${guess}`)).status, 200, guess);
  for (const path of [`/c/${server.campaign}`, `/c/${server.campaign}?frame=1`, "/api/v1/openapi.json"]) {
    const page = (await get(server, path)).bytes.toString();
    assert.ok(!/open\.svg|silhouette\.svg/.test(page), `${path} names a file of the campaign`);
  }
});
