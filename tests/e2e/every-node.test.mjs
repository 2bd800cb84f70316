// The sample campaign with every kind of node, played on a page of another site from the first look to the draw's ticket.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, withBrowser } from "./support/browser.mjs";
import { player, sample, somebody, viewOf } from "./support/hand.mjs";
import { evening, hostPage, root, serve } from "./support/program.mjs";

withBrowser();

const scene = async (t) => {
  const server = await serve(t, { campaign: sample });
  return { server, host: await hostPage(t, server) };
};

/** Nothing was said as an error, nothing refused by the page's policy. */
const quiet = (...players) => {
  for (const { page } of players) {
    assert.deepEqual(errorsOf(page), []);
    assert.deepEqual(page.violations, []);
  }
};

test("a teaser opens by time, by what people do together, and for who has built the kite", async (t) => {
  const { server, host } = await scene(t);
  for (let people = 0; people < 19; people += 1) await somebody(server, { act: "tap", node: "sail" });
  const one = await player(t, server, host);
  const { at, say, fan } = one;
  const picture = () => at("sail").getByRole("img").first();
  await at("sail").getByText("It has never been so high above the ground.").waitFor();
  assert.equal((await viewOf(server)).nodes[0].stage, 2);
  const before = await picture().getAttribute("src");
  await one.tap("sail");
  await at("sail").getByText("Sailors see its breath before they see the rest.").waitFor();
  await at("sail").getByText(say.teaser_after.replace("{title}", "Build the kite")).waitFor();
  const together = (await viewOf(server)).nodes[0];
  assert.equal(together.stage, 3);
  const order = await one.build("build");
  assert.deepEqual([...order].sort(), ["bridle", "reel", "sail", "spar", "spine", "tail"]);
  await at("sail").getByText(/it sings/).waitFor();
  assert.notEqual(await picture().getAttribute("src"), before);
  const everybody = (await viewOf(server)).nodes[0];
  assert.equal(everybody.stage, 3, "the last stage is his alone");
  assert.equal(everybody.picture, together.picture);
  assert.doesNotMatch(JSON.stringify(await viewOf(server)), /whale|鲸|鯨/, "nothing says what it is");
  // What he has made is a picture for his friends.
  const [saved] = await Promise.all([one.page.waitForEvent("download"), at("build").getByRole("button", { name: "Save the picture" }).click()]);
  const file = await readFile(await saved.path());
  assert.deepEqual([...file.subarray(0, 3)], [0xff, 0xd8, 0xff]);
  assert.ok(file.length > 50_000, `the picture has ${file.length} bytes`);
  assert.equal(saved.suggestedFilename(), "first-hundred-build.jpg");
  assert.deepEqual(await violationsOf(one.page), []);
  assert.ok(fan.view.rehearsal);
  quiet(one);
});

test("four guesses in four forms, and each is there after a reload", async (t) => {
  const { server, host } = await scene(t);
  const one = await player(t, server, host);
  const { at } = one;
  const seal = one.node("painted").seal;
  assert.match(seal, /^[0-9a-f]{64}$/);
  assert.notEqual(seal, createHash("sha256").update("whale").digest("hex"), "a hash of the bare answer could be guessed");
  await one.guess("painted", "鯨 魚");
  await one.guess("painted", "A kettle");
  await one.guess("weight", "180.5");
  await one.pick("wind", "leaves");
  await at("street").getByLabel("Choose a picture").setInputFiles(join(root, "docs", "images", "widget.png"));
  await at("street").getByRole("img", { name: "The picture that you have chosen" }).waitFor();
  await at("street").getByLabel("A few words with it").fill("Over the harbour");
  const kept = await one.answered("guess", () => at("street").getByRole("button", { name: "Send", exact: true }).click());
  assert.ok(kept.me.picks.some(({ node, label }) => node === "street" && label === "Over the harbour"));
  const street = async () => (await viewOf(server)).nodes.find(({ id }) => id === "street").wall;
  assert.deepEqual(await street(), [], "nobody else sees it before staff have looked");
  const picture = kept.me.picks.find(({ node }) => node === "street").key;
  await server.staff(evening, "moderate", "show", sample, "street", picture, "--by", "lin");
  const other = await player(t, server, host);
  await other.at("street").getByText("Over the harbour").waitFor();
  await one.page.reload();
  for (const [id, text] of [
    ["painted", "A kettle"],
    ["weight", "180.5"],
    ["street", "Over the harbour"],
  ])
    await at(id).getByText(text).first().waitFor();
  await at("wind").locator("[aria-pressed=true]").getByText("Leaves whisper").waitFor();
  await at("painted").getByText(/1 guess left/).first().waitFor();
  quiet(one, other);
});

test("votes, wishes, news, the wall, the gust, the meadow and the draw: all is done, and worth its tickets", async (t) => {
  const { server, host } = await scene(t);
  const one = await player(t, server, host);
  const { at, say } = one;
  for (const key of ["cat", "crane", "fox"]) await one.choose("next", key);
  assert.equal(await at("next").locator("[aria-pressed=true]").count(), 3);
  assert.ok(await at("next").getByRole("button").filter({ hasText: "A carp" }).isDisabled(), "three and no more");
  await one.choose("wishes", "dusk");
  await at("wishes").getByText("It would look into people’s gardens.", { exact: false }).waitFor();
  const proposed = await one.propose("wishes", "Whistle in the wind");
  const wish = proposed.me.picks.find(({ node, own }) => node === "wishes" && own).key;
  await at("wishes").getByText("Whistle in the wind").waitFor();
  assert.doesNotMatch(JSON.stringify(await viewOf(server)), /Whistle/, "a proposal waits for staff");
  await server.staff(evening, "moderate", "show", sample, "wishes", wish, "--by", "lin");
  await one.second("letters", /The bamboo is dry/);
  await at("tail").getByText(say.locked.replace("{title}", "Build the kite")).first().waitFor();
  await one.build("build");
  await one.sign("tail", "小林 & Söhne");
  await at("tail").getByText("小林 & Söhne").first().waitFor();
  const played = await one.play("gust");
  const wins = played.me.wins.length;
  await at("gust").getByText(wins ? one.fan.pattern("instant_won") : say.instant_lost).first().waitFor();
  const links = await server.staff(evening, "campaign", "screens", sample);
  const screen = /\/screen\/\S+berlin\/\S+/.exec(links)?.[0] ?? assert.fail(`no screen in ${links}`);
  const shown = await (await fetch(server.url + screen)).text();
  const code = /aria-label="(\w{6})"/.exec(shown)?.[1] ?? assert.fail(shown);
  const been = await one.checkIn("meadow", code.toLowerCase());
  assert.ok(been.me.picks.some(({ node, key }) => node === "meadow" && key === "berlin"));
  const link = await one.fan.shareIn("messenger");
  const friend = await player(t, server, host, { address: link });
  await friend.choose("next", "cat");
  const entered = await one.enter("draw");
  const earned = Object.fromEntries(entered.me.earned.filter(({ unit }) => unit === "tickets").map(({ node, reason, amount }) => [`${node} ${reason}`, amount]));
  assert.equal(earned["friends friend"], 2, "the friend has taken part");
  assert.equal(earned["build done"], 2);
  assert.equal(earned["meadow done"], 2);
  const other = await player(t, server, host);
  await other.at("wishes").getByText("Whistle in the wind").waitFor();
  assert.equal(await other.at("next").getByText("score", { exact: false }).count(), 0, "what others want is shown after the close");
  quiet(one, other, friend);
});
