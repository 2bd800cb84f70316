// The fan's own desk, with the real SMTP server: confirming an address, consents, all data as a file, and its end.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { player } from "./support/hand.mjs";
import { sink } from "./support/mail.mjs";
import { evening, hostPage, serve } from "./support/program.mjs";

withBrowser();

const campaign = { campaign: "confirmed", file: "tests/e2e/campaigns/confirmed.toml" };

const scene = async (t) => {
  const mail = await sink(t);
  const server = await serve(t, { ...campaign, mail });
  const host = await hostPage(t, server);
  return { mail, server, host };
};

const desk = ({ page }) => page.locator("canyu-campaign .mine-desk");

/** Agrees to the rules, without which no address is confirmed. */
const agree = async (fan) => {
  await desk(fan).getByRole("switch", { name: "Rules of the campaign" }).check();
  await desk(fan).getByText("Noted: Rules of the campaign, yes.").waitFor();
};

/** Takes part, and confirms an address by the code in the mail. */
const confirm = async (fan, mail, address) => {
  const place = desk(fan);
  await agree(fan);
  await place.getByLabel("E-mail address").fill(address);
  await place.getByRole("button", { name: "Send me a code" }).click();
  const letter = await mail.to(address);
  const [code] = /\b\d{6}\b/.exec(letter.text);
  await place.getByLabel("Code from the mail").fill(code);
  await place.getByText(/^You have confirmed /).waitFor();
  return code;
};

test("an address is confirmed by the code in a real mail; a wrong one is told with the tries that are left", async (t) => {
  const { mail, server, host } = await scene(t);
  const fan = await player(t, server, host);
  const { page } = fan;
  await fan.choose("wish", "pearl");
  const notice = page.locator("canyu-campaign .first");
  await notice.getByText(fan.say.confirm_notice).waitFor();
  await notice.getByRole("button", { name: fan.say.confirm_act }).click();
  const place = desk(fan);
  await place.getByRole("heading", { name: "Confirm your address" }).waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement.shadowRoot.activeElement?.textContent),
    "Confirm your address",
    "the focus is where it was asked for",
  );
  await place.getByLabel("E-mail address").fill("nobody");
  await place.getByRole("button", { name: "Send me a code" }).click();
  await place.getByText("Agree to the rules above first", { exact: false }).waitFor();
  await agree(fan);
  await place.getByRole("button", { name: "Send me a code" }).click();
  await place.getByText("This is no e-mail address.", { exact: false }).waitFor();
  await place.getByLabel("E-mail address").fill("mei@example.org");
  await place.getByRole("button", { name: "Send me a code" }).click();
  const field = place.getByLabel("Code from the mail");
  await field.waitFor();
  assert.equal(await field.getAttribute("autocomplete"), "one-time-code");
  const [code] = /\b\d{6}\b/.exec((await mail.to("mei@example.org")).text);
  await field.fill(code === "000000" ? "000001" : "000000");
  await place.getByText("You can try 4 more times.", { exact: false }).waitFor();
  assert.deepEqual(await violationsOf(page), []);
  await field.fill(code);
  await place.getByText(/^You have confirmed m.*@example\.org\.$/).waitFor();
  await notice.waitFor({ state: "detached" });
  assert.ok(await place.getByText("Which one").isVisible(), "what was done stands there");
  assert.deepEqual(errorsOf(page).filter((line) => !/422/.test(line)), []);
});

test("a friend counts once he has confirmed, and until then the fan is told why he does not", async (t) => {
  const { mail, server, host } = await scene(t);
  const a = await player(t, server, host);
  await a.answered("share", () => a.at("friends").locator(".way", { hasText: "Copy link" }).click());
  const link = await a.page.evaluate(() => navigator.clipboard.readText());
  const friend = await player(t, server, host, { address: link });
  await friend.choose("wish", "pearl");
  await a.page.reload();
  const rewards = a.at("friends").locator(".rewards");
  await rewards.getByText("1 friend still has to confirm the address").waitFor();
  await friend.page.locator("canyu-campaign .first button").click();
  await confirm(friend, mail, "bo@example.org");
  const start = Date.now();
  for (;;) {
    await a.page.reload();
    await rewards.getByText("What a friend brings").waitFor();
    if (await rewards.getByText("1 friend counted").count()) break;
    assert.ok(Date.now() - start < 20_000, "the friend counts at last");
  }
});

test("two devices of one person are one, and what both have done is together", async (t) => {
  const { mail, server, host } = await scene(t);
  const phone = await player(t, server, host);
  await phone.choose("wish", "pearl");
  await phone.page.locator("canyu-campaign .own-desk > button").click();
  await confirm(phone, mail, "mei@example.org");
  const desktop = await player(t, server, host);
  await desktop.page.locator("canyu-campaign .own-desk > button").click();
  await confirm(desktop, mail, "mei@example.org");
  await desktop.at("wish").locator(".option.is-on", { hasText: "Pearl white" }).waitFor();
  const people = (await server.export("participants")).filter(({ joined_at }) => joined_at);
  assert.equal(people.length, 1);
});

test("consents are kept by purpose; all data comes as a file; deleting takes two steps and leaves somebody new", async (t) => {
  const { server, host } = await scene(t);
  const fan = await player(t, server, host);
  const { page } = fan;
  await fan.choose("wish", "night");
  await page.locator("canyu-campaign .own-desk > button").click();
  const place = desk(fan);
  const news = place.getByRole("switch", { name: "News from the organiser" });
  assert.equal(await news.isChecked(), false, "nobody has agreed to anything by himself");
  await news.focus();
  await page.keyboard.press("Space");
  await place.getByText("Noted: News from the organiser, yes.").waitFor();
  assert.equal(await news.isChecked(), true);
  const [{ id }] = await server.export("participants");
  const coming = page.waitForEvent("download");
  await place.getByRole("button", { name: "Download (JSON)" }).click();
  const file = await coming;
  assert.equal(file.suggestedFilename(), "confirmed-my-data.json");
  const all = JSON.stringify(JSON.parse(await readFile(await file.path(), "utf8")));
  assert.match(all, /night/);
  assert.match(all, /news/);
  assert.deepEqual(await violationsOf(page), []);

  await place.getByRole("button", { name: "Delete everything" }).click();
  await place.getByText("This cannot be undone.").waitFor();
  await place.getByText("Your 1 ticket goes", { exact: false }).waitFor();
  await place.getByRole("button", { name: "Keep it" }).click();
  await place.getByRole("button", { name: "Delete everything" }).click();
  const before = await page.evaluate(() => Object.keys(localStorage).length);
  assert.ok(before > 0);
  const gone = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await place.getByRole("button", { name: "Delete for ever" }).click();
  assert.equal((await gone).status(), 204);
  await known(page, 2);
  await fan.at("wish").locator(".option").first().waitFor();
  assert.equal(await fan.at("wish").locator(".option.is-on").count(), 0, "it is somebody new");
  const after = (await server.export("participants")).map(({ id }) => id);
  assert.ok(!after.includes(id), "what is left of the deleted one has another name");
});

test("where the server sends no mail it is said, and nothing is lost", async (t) => {
  const { server, host } = await scene(t);
  const page = await newFan(t);
  const headers = { "access-control-allow-origin": "*" };
  await page.route("**/email", (route) => (route.request().method() === "POST" ? route.fulfill({ status: 503, headers, json: { code: "mail_off" } }) : route.continue()));
  await page.goto(host.at({ campaign: server.campaign }));
  await ready(page);
  await known(page);
  await page.locator("canyu-campaign .own-desk > button").click();
  const place = page.locator("canyu-campaign .mine-desk");
  await agree({ page });
  await place.getByLabel("E-mail address").fill("mei@example.org");
  await place.getByRole("button", { name: "Send me a code" }).click();
  await place.getByText("No mail can be sent from here just now.", { exact: false }).waitFor();
  assert.equal(await place.getByLabel("E-mail address").inputValue(), "mei@example.org");
});

test("who does not count for now is told why, objects once, and counts again when a person has decided so", async (t) => {
  const server = await serve(t, { campaign: "sharing", file: "tests/e2e/campaigns/sharing.toml" });
  const host = await hostPage(t, server);
  const fan = await player(t, server, host);
  await fan.choose("wish", "pearl");
  const [{ id }] = await server.export("participants");
  const decide = (what) => server.staff(evening, "review", what, server.campaign, id, "--by", "Mo", "--note", "same room as five others");
  await decide("refuse");
  await fan.page.reload();
  const notice = fan.page.locator("canyu-campaign .first");
  await notice.getByText(fan.say.held_notice).waitFor();
  await notice.getByRole("button", { name: fan.say.held_act }).click();
  const place = desk(fan);
  await place.getByText("decided that they do not count", { exact: false }).waitFor();
  assert.equal(await place.getByText("same room as five others").count(), 0, "what staff have noted is for staff");
  assert.deepEqual(await violationsOf(fan.page), []);
  await place.getByLabel("Was it different?", { exact: false }).fill("We are a school class, and all sat in one room.");
  await place.getByRole("button", { name: "Send", exact: true }).click();
  await place.getByText("Your message is with the organiser.", { exact: false }).first().waitFor();
  // It can be said once.
  await place.getByRole("button", { name: "Send", exact: true }).waitFor({ state: "detached" });
  assert.match(await server.staff(evening, "review", "appeals", server.campaign), /school class/);
  await decide("clear");
  await fan.page.reload();
  await known(fan.page, 3);
  await fan.at("wish").locator(".option.is-on").waitFor();
  assert.equal(await notice.count(), 0);
});
