// The host site vouches for its user: by an attribute, by a property, at any time; and nothing of it is left lying about.
import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { withBrowser } from "./support/browser.mjs";
import { player } from "./support/hand.mjs";
import { evening, folder, hostPage, serve } from "./support/program.mjs";

withBrowser();

const secret = randomBytes(48).toString("base64url");

/** A token for a user of the site, signed as its back end would. */
const token = (subject, more = {}) => {
  const now = Math.floor(Date.parse(evening) / 1000);
  const claims = { iss: "https://shop.example", aud: "canyu:vouched", sub: subject, iat: now, exp: now + 3600, ...more };
  const text = [{ alg: "HS256", typ: "JWT" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
};

const scene = async (t) => {
  const server = await serve(t, { campaign: "vouched", file: "tests/e2e/campaigns/vouched.toml" });
  const file = join(await folder(t), "secret");
  await writeFile(file, secret);
  await server.command("identity", "--hs256-file", file);
  const host = await hostPage(t, server);
  const fan = await player(t, server, host);
  const asked = [];
  fan.page.on("request", (request) => request.url().endsWith("/identity") && request.method() === "POST" && asked.push(request.postDataJSON()));
  const element = fan.page.locator("canyu-campaign");
  return { server, host, fan, asked, element };
};

const answers = (page, count) => {
  let left = count;
  return page.waitForResponse((answer) => answer.url().endsWith("/identity") && answer.request().method() === "POST" && --left === 0);
};

test("a token in the attribute is told once; the fan counts from then on, and the notice goes", async (t) => {
  const { fan, asked, element, server } = await scene(t);
  await fan.choose("wish", "pearl");
  const notice = element.locator(".first");
  await notice.getByText(fan.say.confirm_host).waitFor();
  const answer = answers(fan.page, 1);
  const mine = token("user-1");
  await element.evaluate((element, token) => element.setAttribute("identity", token), mine);
  assert.equal((await answer).status(), 200);
  await notice.waitFor({ state: "detached" });
  await element.evaluate((element, token) => element.setAttribute("identity", token), mine);
  // The clock of the widget draws it anew meanwhile.
  await fan.page.waitForTimeout(2_500);
  assert.equal(asked.length, 1, "once for each token");
  assert.ok(!server.log().includes(mine), "it stands in no log");
  assert.ok(!fan.page.said.some((line) => line.includes(mine)));
});

test("as a property it leaves nothing in the document; a user who changes is told of", async (t) => {
  const { fan, asked, element } = await scene(t);
  const answer = answers(fan.page, 2);
  await element.evaluate((element, token) => (element.identity = token), token("user-1"));
  await element.evaluate((element, token) => (element.identity = token), token("user-1", { jti: "2" }));
  assert.equal((await answer).status(), 200);
  assert.equal(asked.length, 2);
  assert.equal(await element.evaluate((element) => element.hasAttribute("identity")), false);
});

test("two users of one browser are two people, each with what he has done, whoever signs in next", async (t) => {
  const { server, fan, element } = await scene(t);
  const become = async (subject) => {
    const told = fan.page.waitForResponse((answer) => answer.url().endsWith("/identity") && answer.request().method() === "POST" && answer.ok());
    await element.evaluate((element, token) => (element.identity = token), token(subject, { jti: randomBytes(4).toString("hex") }));
    await told;
  };
  const chosen = (label) => fan.at("wish").locator(".option.is-on", { hasText: label });
  await fan.choose("wish", "pearl");
  await become("user-1");
  await become("user-2");
  await fan.at("wish").locator(".option").first().waitFor();
  await chosen("Pearl white").waitFor({ state: "detached" });
  await fan.choose("wish", "night");
  await become("user-1");
  await chosen("Pearl white").waitFor();
  await become("user-2");
  await chosen("Night blue").waitFor();
  assert.equal((await server.export("participants")).filter(({ joined_at }) => joined_at).length, 2);
  const kept = await fan.page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  assert.ok(!kept.includes("user-"), "who they are is not kept");
});

test("a token that is not accepted is told to the page by its code, and the fan goes on", async (t) => {
  const { fan, element } = await scene(t);
  const told = (code) => fan.page.waitForFunction((code) => window.canyuEvents.some(({ name, detail }) => name === "error" && detail.code === code), code);
  await element.evaluate((element, token) => (element.identity = token), token("user-1", { exp: Math.floor(Date.parse(evening) / 1000) - 600 }));
  await told("jwt_expired");
  await element.evaluate((element) => (element.identity = "a.b.c"));
  await told("jwt_wrong");
  await fan.choose("wish", "night");
});

test("who signs in on two devices is one person", async (t) => {
  const { server, host, fan, element } = await scene(t);
  await fan.choose("wish", "pearl");
  const first = answers(fan.page, 1);
  await element.evaluate((element, token) => (element.identity = token), token("user-7"));
  await first;
  const other = await player(t, server, host);
  await other.page.locator("canyu-campaign").evaluate((element, token) => (element.identity = token), token("user-7"));
  await other.at("wish").locator(".option.is-on", { hasText: "Pearl white" }).waitFor();
  assert.equal((await server.export("participants")).filter(({ joined_at }) => joined_at).length, 1);
});
