// The cards of the later kinds in a real browser, against the real server: by several fans, at several moments, for everybody.
import assert from "node:assert/strict";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { overflowOf } from "./support/look.mjs";
import { hostPage, serve } from "./support/program.mjs";
import { widget } from "./support/widget.mjs";

withBrowser();

const campaign = { campaign: "every-card", file: "tests/e2e/campaigns/every-card.toml" };

/** A server, and fans on another site: `visit()` is one, with `card(id)` and `acts(name, tap)`, which waits for the answer. */
const stage = async (t) => {
  const server = await serve(t, campaign);
  const host = await hostPage(t, server);
  const visit = async ({ query = {}, options = {}, lang = "en" } = {}) => {
    const page = await newFan(t, options);
    await page.goto(host.at({ ...query, lang, campaign: server.campaign }));
    await ready(page);
    await known(page);
    const { say } = await widget(page, server, lang);
    const card = (id) => page.locator(`canyu-campaign [data-node="${id}"]`);
    const acts = async (name, tap) => {
      const answer = page.waitForResponse((response) => response.url().endsWith("/acts") && response.request().postDataJSON()?.act === name);
      await tap();
      const found = await answer;
      assert.ok(found.ok(), `${name}: ${await found.text()}`);
    };
    const send = (id, name, text) =>
      acts(name, async () => {
        await card(id).locator("input").fill(text);
        await card(id).locator("form button").click();
      });
    return { page, say, card, acts, send };
  };
  return { server, visit };
};

/** Everything that one fan can do there. */
const playAll = async ({ card, acts, send, say }) => {
  await acts("tap", () => card("toy").getByRole("button", { name: say.teaser_act }).click());
  await send("word", "guess", "lamp");
  await send("price", "guess", "700");
  await acts("guess", () => card("which").getByRole("button").nth(1).click());
  await acts("vote", () => card("wishes").locator(".option").first().click());
  await send("wishes", "propose", "Glow when it rains");
  await acts("vote", () => card("order").locator(".option").nth(1).click());
  await acts("vote", () => card("order").locator(".option").nth(0).click());
  await acts("reserve", () => card("buy").getByRole("button", { name: say.reserve_act }).first().click());
  await acts("play", () => card("spin").getByRole("button", { name: say.play_act }).click());
  await acts("second", () => card("letters").getByRole("button").first().click());
  await send("wall", "sign", "Mina");
  await acts("enter", () => card("draw").locator("button[part~=button]").click());
};

for (const [name, query, options, lang] of [
  ["in light", { theme: "light" }, { colorScheme: "light" }, "en"],
  ["in the dark, in Chinese", { theme: "dark" }, { colorScheme: "dark", locale: "zh-CN" }, "zh-Hans"],
  ["on a window of 320 pixels", {}, { viewport: { width: 320, height: 700 } }, "en"],
  ["in a page that reads from right to left", { dir: "rtl" }, { viewport: { width: 1280, height: 800 } }, "en"],
])
  test(`no card breaks WCAG 2.2 AA or sticks out ${name}, before and after playing`, async (t) => {
    const { visit } = await stage(t);
    const fan = await visit({ query, options: { reducedMotion: "reduce", ...options }, lang });
    assert.deepEqual(await violationsOf(fan.page), []);
    assert.deepEqual(await overflowOf(fan.page), { cut: [], sideways: 0 });
    await playAll(fan);
    assert.deepEqual(await violationsOf(fan.page), []);
    assert.deepEqual(await overflowOf(fan.page), { cut: [], sideways: 0 });
    assert.deepEqual(errorsOf(fan.page), []);
    assert.deepEqual(fan.page.violations, []);
  });

test("a code goes from one fan to another, who gets a new one; the old one is worth nothing", async (t) => {
  const { visit } = await stage(t);
  const [ann, ben] = [await visit(), await visit()];
  await ann.acts("reserve", () => ann.card("buy").getByRole("button", { name: ann.say.reserve_act }).first().click());
  const code = ann.card("buy").locator(".code b").first();
  const old = await code.textContent();
  assert.match(old, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  await ann.card("buy").getByRole("button", { name: ann.say.code_copy }).click();
  await ann.card("buy").getByText(ann.say.code_copied).waitFor();
  assert.equal(await ann.page.evaluate(() => navigator.clipboard.readText()), old);
  await ann.acts("release", () => ann.card("buy").getByRole("button", { name: ann.say.hand_on }).click());
  await ann.card("buy").getByRole("button", { name: ann.say.retake }).waitFor();
  await ben.card("buy").getByText(ben.say.have_code).click();
  await ben.send("buy", "reserve", old.toLowerCase().replaceAll("-", " "));
  const fresh = await ben.card("buy").locator(".code b").first().textContent();
  assert.notEqual(fresh, old);
  await ann.page.reload();
  await ann.card("buy").getByText(ann.say.code_cancelled).waitFor();
  // Whoever knows the old one can do nothing with it.
  const cat = await visit();
  await cat.card("buy").getByText(cat.say.have_code).click();
  await cat.card("buy").locator("input").fill(old);
  await cat.card("buy").locator("form button").click();
  await cat.card("buy").getByText(cat.say.err_code_cancelled).waitFor();
});

test("what one fan gives back, by two presses, is offered to the next in the waiting list", async (t) => {
  const { visit } = await stage(t);
  const [ann, ben] = [await visit(), await visit()];
  const chalk = (fan) => fan.card("buy").locator(".item").nth(1);
  await ann.acts("reserve", () => chalk(ann).getByRole("button", { name: ann.say.reserve_act }).click());
  await ben.page.reload();
  await known(ben.page, 2);
  await chalk(ben).getByText(ben.say.sold_out).waitFor();
  await ben.acts("reserve", () => chalk(ben).getByRole("button", { name: ben.say.wait_act }).click());
  await chalk(ben).getByText(ben.say["ahead#one"]).waitFor();
  await chalk(ann).getByRole("button", { name: ann.say.give_back }).click();
  await ann.acts("cancel", () => chalk(ann).getByRole("button", { name: ann.say.yes }).click());
  await ben.page.reload();
  await chalk(ben).getByRole("button", { name: ben.say.offer_take }).waitFor();
  await ben.acts("reserve", () => chalk(ben).getByRole("button", { name: ben.say.offer_take }).click());
  await chalk(ben).locator(".code b").waitFor();
});

test("after the reveal the fan's own browser checks the sealed answer, and who was right is told", async (t) => {
  const { server, visit } = await stage(t);
  const [ann, ben] = [await visit(), await visit()];
  await ann.send("price", "guess", "699");
  await ben.send("price", "guess", "1200");
  const [seal] = /([0-9a-f]{4}·){3}[0-9a-f]{4}/.exec(await ann.card("price").locator(".sealed").textContent());
  await server.stop();
  await server.restart("2024-08-05T12:00:00Z");
  for (const fan of [ann, ben]) await fan.page.reload();
  await ann.card("price").getByText("✓ Your browser has checked it").waitFor();
  assert.ok((await ann.card("price").locator("[data-seal]").getAttribute("data-seal")).startsWith(seal.replaceAll("·", "")));
  await ann.card("price").getByText(ann.say.guess_right).waitFor();
  await ben.card("price").getByText(ben.say.guess_wrong).waitFor();
  assert.equal(await ben.card("price").locator("form").count(), 0);
});

test("a code that was scanned from an event's screen stands in the field, and one press checks in", async (t) => {
  const { server, visit } = await stage(t);
  const [path] = /\/screen\/\S+beijing\S+/.exec(await server.campaignCommand("screens"));
  const code = /class="code" aria-label="(\w+)"/.exec(await (await fetch(server.url + path)).text())[1];
  const fan = await visit({ query: { canyu: ".event", "canyu-code": code } });
  const card = fan.card("meet");
  await card.getByRole("button", { name: fan.say.place_send }).waitFor();
  assert.equal(await card.locator("input").inputValue(), code);
  assert.ok(await card.evaluate((element) => element.getBoundingClientRect().top < innerHeight), "the card is in sight");
  await fan.acts("check_in", () => card.getByRole("button", { name: fan.say.place_send }).click());
  await card.getByText(fan.say.place_been).waitFor();
});

test("a name comes on the wall, and off it again when its fan wants", async (t) => {
  const { visit } = await stage(t);
  const fan = await visit();
  await fan.card("wall").getByText("What should it do?").waitFor();
  await fan.acts("vote", () => fan.card("wishes").locator(".option").first().click());
  await fan.send("wall", "sign", "<b>Mina</b>");
  await fan.card("wall").getByRole("listitem").filter({ hasText: "<b>Mina</b>" }).waitFor();
  await fan.acts("sign", () => fan.card("wall").getByRole("button", { name: fan.say.honour_off }).click());
  await fan.card("wall").getByText(fan.say.honour_gone).waitFor();
  assert.equal(await fan.card("wall").getByRole("listitem").count(), 0);
});
