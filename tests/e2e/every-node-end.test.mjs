// The sample campaign from the reveal to the last prize: the seal is opened, who was right gets his tickets, the kite flies, the list is closed,
// the draw is run with the witnesses' secrets, and the winner is told.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { errorsOf, withBrowser } from "./support/browser.mjs";
import { player, sample, somebody, viewOf } from "./support/hand.mjs";
import { hostPage, serve } from "./support/program.mjs";

withBrowser();

const [revealed, closed, drawn] = ["2024-08-08T18:05:00Z", "2024-08-11T20:05:00Z", "2024-08-11T21:05:00Z"];

/** What the three witnesses of the sample have sealed, as its file says. */
const secrets = ["spine", "spar", "sail"].map((name) => createHash("sha256").update(`first-hundred ${name}`).digest("hex"));

const at = async (server, moment) => {
  await server.stop();
  await server.restart(moment);
};

const tickets = ({ earned }, node, reason) =>
  earned.filter((line) => line.node === node && line.reason === reason && line.unit === "tickets").reduce((sum, { amount }) => sum + amount, 0);

const meOf = async ({ url, campaign }, page) => {
  const token = await page.evaluate((slug) => Object.entries(localStorage).find(([key]) => /^canyu:1:[^:]+:.*$/.test(key) && key.endsWith(`:${slug}`))[1], campaign);
  return (await fetch(`${url}/api/v1/campaigns/${campaign}/me`, { headers: { authorization: `Bearer ${token}` } })).json();
};

/** Asks until something is so: what jobs of the server do takes its time. */
const until = async (ask, what) => {
  const start = Date.now();
  for (;;) {
    const found = await ask();
    if (found) return found;
    assert.ok(Date.now() - start < 60_000, `${what} has not come`);
    await new Promise((done) => setTimeout(done, 100));
  }
};

test("from the reveal to the last prize", async (t) => {
  const server = await serve(t, { campaign: sample });
  const host = await hostPage(t, server);
  const one = await player(t, server, host);
  const seal = one.node("painted").seal;
  await one.guess("painted", "A whale");
  await one.guess("painted", "humpback whale");
  await one.enter("draw");
  await somebody(server, { act: "guess", node: "painted", text: "a crane" }, { act: "enter", node: "draw", nonce: "ab".repeat(32) });
  assert.equal(one.node("flight").picture, "", "the second teaser is not open yet");

  await at(server, revealed);
  const painted = await until(async () => (await viewOf(server)).nodes.find(({ id }) => id === "painted").revealed, "the answer");
  assert.equal(createHash("sha256").update(Buffer.concat([Buffer.from(painted.salt, "hex"), Buffer.from(painted.answer)])).digest("hex"), seal);
  const me = await until(async () => {
    const me = await meOf(server, one.page);
    return tickets(me, "painted", "right") && me;
  }, "the bonus");
  assert.equal(tickets(me, "painted", "right"), 3, "once, however often he was right");
  await one.page.reload();
  await one.at("painted").getByText(one.say.guess_right).waitFor();
  await one.at("flight").getByRole("img", { name: /three people fly a kite/ }).first().waitFor();

  await at(server, closed);
  await until(async () => (await viewOf(server)).nodes.find(({ id }) => id === "draw").draw.stage === "committed", "the commitment");
  await at(server, drawn);
  await server.draw("run", drawn, ...secrets.flatMap((secret) => ["--secret", secret]));
  await until(async () => (await viewOf(server)).nodes.find(({ id }) => id === "draw").draw.stage === "drawn", "the draw");
  await one.page.reload();
  // Two people for 23 prizes: both have won.
  await one.at("draw").getByRole("button", { name: one.say.claim_act }).waitFor();
  const won = (await meOf(server, one.page)).won;
  assert.equal(won.state, "open");
  await one.at("draw").getByRole("button", { name: one.say.check_act }).click();
  await one.at("draw").locator(".verdict").waitFor();
  assert.equal(await one.at("draw").locator("[data-check].is-failed").count(), 0);
  await one.at("draw").locator("[data-check=beacon].is-ok").waitFor();
  // The server was away while it was started at another time.
  assert.deepEqual(errorsOf(one.page).filter((line) => !line.includes("ERR_CONNECTION_REFUSED")), []);
  assert.deepEqual(one.page.violations, []);
});
