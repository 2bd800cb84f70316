// What staff hand out and tell: gifts, codes and tills, news, answers, seed users.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, newFan, withBrowser } from "./support/browser.mjs";
import { administrator, cutOf, invite, linkOf, password, somebody } from "./support/console.mjs";
import { sample, somebody as program, viewOf } from "./support/hand.mjs";
import { serve } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");

const look = async (page, name) => {
  await mkdir(screens, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(screens, `${name}.png`), animations: "disabled", fullPage: true });
  assert.deepEqual(await cutOf(page), [], name);
  assert.deepEqual(await violationsOf(page, "html"), [], name);
  assert.deepEqual(page.violations, [], name);
};

const scene = async (t) => {
  const server = await serve(t, { campaign: sample });
  const mei = await administrator(t, await linkOf(server.log));
  const to = async (tab, heading = tab) => {
    await mei.goto(`${server.url}/console/campaigns/${sample}`);
    await mei.getByRole("navigation", { name: "Pages of this campaign" }).getByRole("link", { name: tab, exact: true }).click();
    await mei.getByRole("heading", { name: heading, level: 1 }).waitFor();
    await mei.waitForFunction(() => !document.querySelector("main .waiting"));
  };
  return { server, mei, to };
};

const wish = { act: "vote", node: "wishes", picks: ["dusk"] };

/** Somebody who has taken part by the API: his id, and his own state. */
const fan = async (server) => {
  const { token, act } = await program(server);
  const { me } = await act(wish);
  const own = async () => (await fetch(`${server.url}/api/v1/campaigns/${sample}/me`, { headers: { authorization: `Bearer ${token}` } })).json();
  return { id: me.id, act, own };
};

test("a gift is counted before anybody gets it, and given once", async (t) => {
  const { server, mei, to } = await scene(t);
  const [one, two] = [await fan(server), await fan(server)];
  await to("Gifts");
  await mei.getByRole("heading", { name: "Nothing has been given yet" }).waitFor();
  await mei.getByText("500 tickets", { exact: true }).waitFor();
  await look(mei, "console-gifts-empty");
  await mei.getByRole("button", { name: "Give something" }).click();
  const dialog = mei.getByRole("dialog");
  // By keyboard alone: what is missing is said where it is missing, and nothing typed is lost.
  await dialog.getByLabel("Participant").fill("nobody-like-this");
  await dialog.getByLabel("How many").fill("3");
  await mei.keyboard.press("Enter");
  await dialog.getByText("Write why, in at least three characters.").waitFor();
  await mei.locator("#give-reason:focus").waitFor();
  await mei.keyboard.type("The parcel came broken");
  await mei.keyboard.press("Enter");
  await dialog.getByText("Nobody is meant by this", { exact: true }).waitFor();
  await dialog.getByLabel("Participant").fill(one.id);
  await mei.keyboard.press("Enter");
  const give = dialog.getByRole("button", { name: "Give to 1 person" });
  await give.waitFor();
  await look(mei, "console-gifts-counted");
  assert.equal((await one.own()).tickets, 1, "nothing is given by counting");
  await give.click();
  await mei.getByRole("rowheader", { name: /The parcel came broken/ }).waitFor();
  assert.equal((await one.own()).tickets, 4);
  // Everybody who voted, but more than there is for a day.
  await mei.getByRole("button", { name: "Give something" }).click();
  await dialog.getByLabel("To whom").selectOption("done");
  await dialog.getByLabel("Node", { exact: true }).selectOption("wishes");
  await dialog.getByLabel("How many").fill("300");
  await dialog.getByLabel("Why").fill("The price fell");
  await dialog.getByRole("button", { name: "Count who is meant" }).click();
  await dialog.getByText("That is more than there is.").waitFor();
  await look(mei, "console-gifts-too-much");
  await dialog.getByLabel("How many").fill("2");
  await dialog.getByRole("button", { name: "Count who is meant" }).click();
  await dialog.getByRole("button", { name: "Give to 2 people" }).click();
  await mei.getByRole("rowheader", { name: /The price fell/ }).waitFor();
  assert.deepEqual([(await one.own()).tickets, (await two.own()).tickets], [6, 3]);
  await mei.getByText("493 tickets", { exact: true }).waitFor();
  await look(mei, "console-gifts");
  assert.deepEqual(errorsOf(mei), []);
});

test("codes are made, kept as a file, redeemed by an account as itself, and looked up", async (t) => {
  const { server, mei, to } = await scene(t);
  await to("Codes", "Codes and tills");
  await mei.getByRole("button", { name: "Make priority codes" }).click();
  const dialog = mei.getByRole("dialog");
  await dialog.getByLabel("How many").fill("21");
  await dialog.getByRole("button", { name: "Make priority codes" }).click();
  await dialog.getByText("That is more than there is, or nothing.").waitFor();
  await dialog.getByLabel("How many").fill("12");
  await dialog.getByRole("button", { name: "Make priority codes" }).click();
  await dialog.getByRole("heading", { name: "12 codes were made" }).waitFor();
  await look(mei, "console-codes-made");
  const [download] = await Promise.all([mei.waitForEvent("download"), dialog.getByRole("button", { name: "Save as a file" }).click()]);
  assert.equal(download.suggestedFilename(), "first-hundred-codes.csv");
  const table = (await readFile(await download.path(), "utf8")).trim().split("\n");
  assert.equal(table.length, 13);
  const code = table[1].split(",")[0];
  await dialog.getByRole("button", { name: "Done" }).click();
  // Staff may close a till that has a link; the link is told once.
  await mei.getByRole("button", { name: "Make a till" }).click();
  await dialog.getByLabel("Name of the till").fill("Workshop door");
  await mei.keyboard.press("Enter");
  await dialog.getByRole("heading", { name: "The till Workshop door is ready" }).waitFor();
  await dialog.locator(".qr svg").waitFor();
  await look(mei, "console-till-made");
  await dialog.getByRole("button", { name: "Done" }).click();
  await mei.getByRole("button", { name: "Close the till Workshop door" }).click();
  await dialog.getByRole("button", { name: "Close", exact: true }).click();
  await mei.getByText("Closed", { exact: true }).waitFor();

  // Somebody in the role of a till opens it without a link, and it ends with his session.
  const link = await invite(mei, "Till", "shop@example.org");
  const shop = await somebody(t, { viewport: { width: 820, height: 900 } });
  await shop.goto(link);
  await shop.getByLabel("Name").fill("Shop");
  await shop.getByLabel("Password").fill(password);
  await shop.getByRole("button", { name: "Create my account" }).click();
  await shop.getByRole("link", { name: /A hundred kites/ }).click();
  await shop.getByRole("heading", { name: "Redeem codes here" }).waitFor();
  await look(shop, "console-own-till");
  await shop.getByRole("button", { name: "Open the till" }).click();
  await shop.locator("#code").fill(code);
  await shop.locator("#code").press("Enter");
  await shop.locator(".result").getByRole("heading", { name: "Redeemed", exact: true }).waitFor();
  assert.equal(await shop.locator("h1").innerText(), "Shop");
  const console_ = await shop.context().newPage();
  await console_.goto(`${server.url}/console`);
  await console_.getByRole("button", { name: "Sign out" }).click();
  await console_.getByRole("heading", { name: "Sign in" }).waitFor();
  await shop.locator("#code").fill(table[2].split(",")[0]);
  await shop.locator("#code").press("Enter");
  await shop.locator(".result, [role=alert], main").getByText(/link/).first().waitFor();

  await to("Codes", "Codes and tills");
  await mei.getByLabel("The code, as somebody reads it out").fill(code.toLowerCase());
  await mei.keyboard.press("Enter");
  await mei.getByRole("status").getByText(/Shop$/).waitFor();
  await mei.getByLabel("The code, as somebody reads it out").fill("0000-0000-0000-0000");
  await mei.keyboard.press("Enter");
  await mei.getByText("This code was not made for this campaign.").waitFor();
  await mei.locator("#codes-state").selectOption("redeemed");
  await mei.getByRole("region", { name: "Codes made last" }).getByRole("row").nth(1).getByText("Redeemed").waitFor();
  await look(mei, "console-codes");
  assert.deepEqual(errorsOf(mei).filter((error) => !/404/.test(error)), []);
});

test("news are told, changed and taken away, wishes are answered, and each can be undone", async (t) => {
  const { server, mei, to } = await scene(t);
  await fan(server);
  const seen = async (text) => JSON.stringify(await viewOf(server)).includes(text);
  await to("News");
  await mei.getByRole("heading", { name: "The bamboo is dry" }).waitFor();
  await mei.getByRole("button", { name: "Tell something" }).click();
  const dialog = mei.getByRole("dialog");
  await dialog.getByLabel("Headline (English)").fill("It flies <b>well</b>");
  await dialog.getByRole("button", { name: "Publish it" }).click();
  await dialog.getByText("Write it in this language, too.").first().waitFor();
  await mei.locator("#title-hans:focus").waitFor();
  await dialog.getByLabel("Headline (简体中文)").fill("飞得很好");
  await dialog.getByLabel("Headline (繁體中文)").fill("飛得很好");
  await look(mei, "console-news-form");
  await dialog.getByRole("button", { name: "Publish it" }).click();
  await mei.getByRole("heading", { name: "It flies <b>well</b>" }).waitFor();
  assert.ok(await seen("It flies <b>well</b>"), "everybody sees it at once");
  await look(mei, "console-news");
  await mei.getByRole("button", { name: "Undo" }).click();
  await mei.getByText("The post is taken away.").waitFor();
  assert.ok(!(await seen("It flies")));
  await mei.getByRole("button", { name: "Take away “The bamboo is dry”" }).click();
  await mei.getByRole("heading", { name: "The bamboo is dry" }).waitFor({ state: "detached" });
  await mei.getByRole("button", { name: "Undo" }).click();
  await mei.getByRole("heading", { name: "The bamboo is dry" }).waitFor();

  // A colleague has published meanwhile: the later one is told, and what he wrote stays.
  await mei.getByRole("button", { name: "Change “The bamboo is dry”" }).click();
  const other = await mei.context().newPage();
  await other.goto(mei.url());
  await other.getByRole("button", { name: "Take away “The bamboo is dry”" }).click();
  await other.getByText("The post is taken away.").waitFor();
  await dialog.getByLabel("Headline (English)").fill("The bamboo sings");
  await dialog.getByRole("button", { name: "Publish it" }).click();
  await dialog.getByText(/Somebody has published a change of this campaign/).waitFor();
  assert.equal(await dialog.getByLabel("Headline (English)").inputValue(), "The bamboo sings");
  await other.getByRole("button", { name: "Undo" }).click();
  await other.close();

  await to("Moderation");
  await mei.getByLabel("List").selectOption("wishes");
  const line = mei.locator(".written li").filter({ hasText: "Glow a little" });
  await line.getByRole("button").click();
  await dialog.getByRole("radio", { name: /^Not now/ }).check();
  await dialog.getByRole("button", { name: "Publish the answer" }).click();
  await dialog.getByText("Write it in this language, too.").first().waitFor();
  await dialog.getByLabel("Why, or when (English)").fill("Paint is heavy");
  await dialog.getByLabel("Why, or when (简体中文)").fill("颜料太重");
  await dialog.getByLabel("Why, or when (繁體中文)").fill("顏料太重");
  await look(mei, "console-wishes-form");
  await dialog.getByRole("button", { name: "Publish the answer" }).click();
  await line.getByText("Paint is heavy").waitFor();
  assert.ok(await seen("Paint is heavy"), "everybody sees it at once");
  await look(mei, "console-wishes");
  await mei.getByRole("button", { name: "Undo" }).click();
  await line.getByText("Paint is heavy").waitFor({ state: "detached" });
  assert.ok(!(await seen("Paint is heavy")));
  assert.deepEqual(errorsOf(mei).filter((error) => !/409/.test(error)), []);
});

test("a seed is invited by a link, and the list says that he came", async (t) => {
  const { server, mei, to } = await scene(t);
  await to("Seeds", "Seed users");
  await look(mei, "console-seeds-empty");
  await mei.getByRole("button", { name: "Invite seeds" }).click();
  const dialog = mei.getByRole("dialog");
  await dialog.getByLabel("For whom").fill("Li, forum");
  await mei.keyboard.press("Enter");
  await dialog.getByText("This is needed: 1 to 60 characters.").waitFor();
  await dialog.getByLabel("Group").fill("forum");
  await mei.keyboard.press("Enter");
  await dialog.locator(".qr svg").waitFor();
  const link = await dialog.getByRole("textbox", { name: "Link" }).innerText();
  await look(mei, "console-seed-link");
  await dialog.getByRole("button", { name: "Done" }).click();
  const li = await newFan(t);
  const arrived = li.waitForResponse((answer) => answer.url().endsWith("/acts") && answer.ok());
  await li.goto(link);
  await arrived;
  await mei.reload();
  await mei.getByText("Came", { exact: true }).waitFor();
  await look(mei, "console-seeds");
  assert.deepEqual(errorsOf(mei), []);
});

for (const [lang, colorScheme] of [
  ["zh-Hans", "light"],
  ["en", "dark"],
  ["zh-Hans", "dark"],
])
  test(`what staff hand out and tell in ${lang}, ${colorScheme}, at 1280 and at 820 pixels`, async (t) => {
    const server = await serve(t, { campaign: sample });
    const one = await fan(server);
    const mei = await administrator(t, await linkOf(server.log), { colorScheme });
    await mei.goto(`${server.url}/console/me`);
    await mei.locator("#me-language").selectOption(lang);
    await mei.locator(".card").first().locator("button[type=submit]").click();
    await mei.waitForFunction((lang) => document.documentElement.lang === lang, lang);
    const csrf = (await (await mei.request.get(`${server.url}/api/v1/staff/session`)).json()).csrf;
    const post = async (path, data) => {
      const answer = await mei.request.post(`${server.url}/api/v1/staff/campaigns/${sample}/${path}`, { data, headers: { "canyu-csrf": csrf } });
      assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
    };
    const key = "0123456789abcdef";
    await post("gifts", { key, to: { fans: [one.id] }, what: "tickets", amount: 3, reason: lang === "en" ? "The parcel came broken" : "包裹摔坏了" });
    await post("gifts", { key: `${key}2`, to: { everybody: true }, what: "codes", node: "kite", item: "hundred", reason: lang === "en" ? "Our first testers" : "感谢最早的测试者" });
    await post("codes", { key, node: "kite", item: "hundred", count: 3 });
    await post("tills", { name: lang === "en" ? "Workshop door" : "作坊门口" });
    await post("seeds", { key, group: lang === "en" ? "forum" : "论坛", label: lang === "en" ? "Tester" : "测试者", count: 3 });
    for (const width of [1280, 820]) {
      await mei.setViewportSize({ width, height: 900 });
      for (const what of ["gifts", "codes", "news", "seeds", "moderation"]) {
        await mei.goto(`${server.url}/console/campaigns/${sample}/${what}`);
        await mei.locator("h1").waitFor();
        if (what === "moderation") await mei.locator("#moderation-which").selectOption("wishes");
        await mei.waitForFunction(() => !document.querySelector("main .waiting"));
        await mei.locator("main :is(table, .written)").first().waitFor();
        await look(mei, `console-goods-${what}-${lang}-${colorScheme}-${width}`);
      }
      await mei.goto(`${server.url}/console/campaigns/${sample}/gifts/${one.id}`);
      await mei.locator("dialog[open]").waitFor();
      await look(mei, `console-goods-give-${lang}-${colorScheme}-${width}`);
    }
  });
