// A lottery from the first ticket to the prize, as fans see it, and as anybody can check it afterwards.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, event, known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { drawn, frozen, onePrize, signature } from "./support/draws.mjs";
import { overflowOf } from "./support/look.mjs";
import { hostPage, root, serve } from "./support/program.mjs";
import { widget } from "./support/widget.mjs";

withBrowser();

const words = async (lang = "en") => JSON.parse(await readFile(join(root, "locales", "verifier", `${lang}.json`), "utf8"));

const scene = async (t) => {
  const server = await serve(t, onePrize);
  return { server, host: await hostPage(t, server) };
};

/** A fan on the host's page, under the strict policy, who has done everything that brings tickets. */
const enter = async (t, { server, host }, options) => {
  const page = await newFan(t, options);
  await page.goto(host.at({ campaign: server.campaign, policy: "strict" }));
  await ready(page);
  await known(page);
  const fan = await widget(page, server);
  await fan.vote(fan.of("vote"), "rain");
  const sent = page.waitForRequest((request) => request.url().endsWith("/acts") && request.postDataJSON()?.act === "enter");
  await fan.enter();
  return { page, fan, draw: fan.ticket(fan.of("lottery")), nonce: (await sent).postDataJSON().nonce };
};

/** What the widget has kept under names that begin so, in the host page's storage. */
const kept = (page, kind) =>
  page.evaluate((kind) => Object.fromEntries(Object.entries(localStorage).filter(([name]) => name.includes(`:${kind}:`)).map(([name, value]) => [name.split(`:${kind}:`)[1], value])), kind);

const at = async (server, moment) => {
  await server.stop();
  await server.restart(moment);
};

/** Opens the check in a fan's ticket and waits for its verdict. */
const check = async ({ fan, draw }) => {
  await draw.getByRole("button", { name: fan.say.check_act }).click();
  const verdict = draw.locator(".verdict");
  await verdict.waitFor();
  return { verdict, step: (name) => draw.locator(`[data-check=${name}]`) };
};

const outcomes = (place) =>
  place.locator("[data-check]").evaluateAll((steps) => Object.fromEntries(steps.map((step) => [step.dataset.check, /is-(\w+)/.exec(step.className)[1]])));

/** What went wrong on a page, but for what it asked while the server was being started again. */
const wrongOn = (page) => errorsOf(page).filter((line) => !line.includes("ERR_CONNECTION_REFUSED"));

test("from the first ticket to the prize: entered, frozen, seen, drawn, checked by winner and loser, moved on, claimed", async (t) => {
  const place = await scene(t);
  const { server } = place;
  const fans = [await enter(t, place), await enter(t, place)];
  for (const { nonce } of fans) assert.match(nonce, /^[0-9a-f]{64}$/);
  assert.notEqual(fans[0].nonce, fans[1].nonce);
  for (const { page } of fans) await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.includes(":receipt:")));
  const [[weight, receipt]] = Object.entries(await kept(fans[0].page, "receipt"));
  assert.equal(Number(weight), JSON.parse(receipt).weight);
  assert.equal(JSON.parse(receipt).nonce, fans[0].nonce);

  // The list is frozen, and every open widget notes it with the time, once.
  await at(server, frozen);
  for (const { page } of fans) await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.includes(":seen:")), null, { timeout: 60_000 });
  const base = `${server.url}/api/v1/campaigns/${server.campaign}/draw`;
  const note = await (await fetch(`${base}/commitment.txt`)).text();
  const hash = createHash("sha256").update(note.slice(0, note.indexOf("\n\n") + 1)).digest("hex");
  const seen = await kept(fans[0].page, "seen");
  assert.deepEqual(Object.keys(seen), [hash]);
  const [own, theirs] = seen[hash].split(".").map(Number);
  assert.ok(Math.abs(own - Date.now()) < 120_000);
  assert.ok(theirs >= Date.parse("2024-08-04T20:15:00Z") && theirs < Date.parse("2024-08-04T20:29:24Z"), new Date(theirs).toISOString());
  await fans[0].draw.getByText(hash.slice(0, 16).match(/..../g).join("·")).waitFor();
  const say = await words();
  const early = await check(fans[0]);
  await early.verdict.getByText(say.sum_early).waitFor();
  await fans[0].draw.getByRole("button", { name: fans[0].fan.say.check_close }).click();
  await early.verdict.waitFor({ state: "detached" });

  // The random value exists, and is brought.
  await at(server, drawn);
  await server.draw("run", drawn, "--signature", signature);
  for (const { draw, fan } of fans)
    await draw.getByText(fan.say.lottery_lost).or(draw.getByText(fan.pattern("lottery_won"))).first().waitFor({ timeout: 60_000 });
  assert.deepEqual(await kept(fans[0].page, "seen"), seen, "the first sight stays");
  const isWinner = await Promise.all(fans.map(({ draw, fan }) => draw.getByRole("button", { name: fan.say.claim_act }).count()));
  assert.deepEqual([...isWinner].sort(), [0, 1]);
  const [winner, loser] = isWinner[0] ? fans : [fans[1], fans[0]];
  assert.deepEqual(await event(winner.page, "won"), { node: "draw" });

  // Both check it in the page where they took part.
  for (const one of [winner, loser]) {
    const { verdict, step } = await check(one);
    await verdict.getByText(say.sum_holds, { exact: true }).waitFor();
    assert.deepEqual(await outcomes(one.draw), {
      mine: "ok",
      won: "ok",
      manifest: "ok",
      signature: "ok",
      commitment: "ok",
      seen: "ok",
      excluded: "ok",
      checkpoints: "ok",
      roll: "not_checked",
      beacon: "ok",
      seed: "ok",
      draws: "ok",
      prizes: "ok",
      forfeits: "ok",
    });
    await step("seen").getByText(/by this browser/).waitFor();
    await step("beacon").getByText(/10,000,000/).waitFor();
    await one.draw.getByText(/Your 3 tickets were numbers \d–\d of 6\./).waitFor();
    await step("won").getByText(one === winner ? "One of your tickets was drawn: Test pressing no. 1." : say.ok_won_spare).waitFor();
    assert.deepEqual(await violationsOf(one.page), []);
    assert.deepEqual(await overflowOf(one.page), { cut: [], sideways: 0 });
    // The whole list too.
    await one.draw.getByRole("button", { name: /Count the whole list/ }).click();
    await one.draw.locator("[data-check=roll].is-ok").waitFor();
    assert.deepEqual(one.page.violations, []);
    assert.deepEqual(wrongOn(one.page), []);
  }

  // The winner lets it pass; the prize goes to the other, who is told and claims it.
  await server.draw("forfeit", drawn, "0", "--reason", "declined");
  const late = loser.draw.getByRole("button", { name: loser.fan.say.claim_act });
  await loser.page.reload();
  await late.waitFor();
  await loser.fan.element.locator(".won").getByText(/Test pressing no. 1/).waitFor();
  await late.focus();
  await loser.page.keyboard.press("Enter");
  const form = loser.draw.locator(".claim");
  await form.getByLabel(say.claim_name, { exact: true }).waitFor();
  assert.deepEqual(await violationsOf(loser.page), []);
  await form.getByRole("button", { name: say.claim_send }).click();
  await form.getByRole("alert").getByText(say.claim_err_incomplete).waitFor();
  assert.ok(await form.getByLabel(say.claim_name, { exact: true }).evaluate((field) => field === field.getRootNode().activeElement));
  await form.getByLabel(say.claim_name, { exact: true }).fill("Ada Lovelace");
  await form.getByLabel(say.claim_postal).fill("12 St James's Square\nLondon");
  await form.getByRole("button", { name: say.claim_send }).click();
  await form.getByText(say.claim_done).waitFor();
  await loser.draw.getByText(loser.fan.say.claimed, { exact: true }).waitFor();
  await loser.draw.locator("[data-check=forfeits]").getByText(/1 prize was given up/).waitFor();
  await winner.page.reload();
  await winner.draw.getByText(winner.fan.say.forfeited).waitFor();
  assert.deepEqual(loser.page.violations, []);
  assert.deepEqual(wrongOn(loser.page), []);
});
