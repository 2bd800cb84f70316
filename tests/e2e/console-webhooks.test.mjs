// Webhooks in the console: set up, tested, told by the real server, ill and well again, sent again, taken away.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { withBrowser } from "./support/browser.mjs";
import { administrator, cutOf, linkOf, somebody } from "./support/console.mjs";
import { sample, somebody as program } from "./support/hand.mjs";
import { serve } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");
const wish = { act: "vote", node: "wishes", picks: ["dusk"] };

const look = async (page, name) => {
  await mkdir(screens, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  for (const width of [820, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(screens, `${name}-${width}.png`), animations: "disabled", fullPage: true });
    assert.deepEqual(await cutOf(page), [], `${name} at ${width}`);
  }
  assert.deepEqual(await violationsOf(page, "html"), [], name);
  assert.deepEqual(page.violations, [], name);
};

/** Somebody else's program. It checks signatures by the specification, and not by the server's code. */
const receiver = async (t) => {
  const got = [];
  const it = { got, status: 204, secret: "" };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const id = request.headers["webhook-id"];
    const key = Buffer.from(it.secret.replace("whsec_", ""), "base64");
    const expected = createHmac("sha256", key).update(`${id}.${request.headers["webhook-timestamp"]}.${body}`).digest("base64");
    const signed = request.headers["webhook-signature"].split(" ").includes(`v1,${expected}`);
    got.push({ id, signed, ...JSON.parse(body) });
    response.writeHead(it.status).end("thank you");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  it.name = `127.0.0.1:${server.address().port}`;
  it.url = `http://${it.name}/canyu`;
  /** Waits until so many messages of a type have come. */
  it.until = async (type, number) => {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = got.filter((one) => one.type === type);
      if (found.length >= number) return found;
      await new Promise((done) => setTimeout(done, 100));
    }
    return assert.fail(`${number} of ${type} did not come: ${JSON.stringify(got)}`);
  };
  return it;
};

const scene = async (t) => {
  const server = await serve(t, { campaign: sample });
  const mei = await administrator(t, await linkOf(server.log));
  return { server, mei, page: `${server.url}/console/campaigns/${sample}/webhooks` };
};

test("a webhook is set up, told what happens, falls ill, gets well, and is told again", async (t) => {
  const { server, mei } = await scene(t);
  const other = await receiver(t);
  // The way there.
  await mei.goto(`${server.url}/console/campaigns/${sample}/exports`);
  await mei.getByRole("link", { name: "Tell other programs as it happens" }).click();
  await mei.getByRole("heading", { name: "Webhooks", level: 1 }).waitFor();
  await mei.getByRole("heading", { name: "Nobody is told yet" }).waitFor();
  await look(mei, "console-webhooks-none");

  // What is wrong is said, and nothing typed is lost.
  await mei.getByRole("button", { name: "Add a webhook" }).click();
  const dialog = mei.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add it" }).click();
  await dialog.getByText("Write where messages go.").waitFor();
  await mei.locator("#webhook-url:focus").waitFor();
  await mei.keyboard.type("http://example.org/canyu");
  await dialog.getByLabel("Did a node").check();
  await mei.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Add it" }).click();
  await dialog.getByText("Messages go over https:// only").waitFor();
  assert.equal(await dialog.getByLabel("Did a node").isChecked(), true);
  await look(mei, "console-webhooks-form");
  await dialog.getByLabel("Address").fill(other.url);
  await mei.keyboard.press("Enter");
  other.secret = await dialog.getByRole("textbox", { name: "Secret" }).innerText();
  assert.match(other.secret, /^whsec_/);
  await look(mei, "console-webhooks-secret");
  await dialog.getByRole("button", { name: "Done" }).click();

  const line = mei.getByRole("listitem").filter({ hasText: other.url });
  await line.getByText("Nothing was sent yet.").waitFor();
  await line.getByRole("button", { name: "Send a test" }).click();
  await mei.getByRole("row", { name: /Test.*Arrived.*HTTP 204/ }).waitFor();
  assert.deepEqual((await other.until("test", 1)).map(({ signed, data }) => [signed, data.campaign]), [[true, sample]]);

  // What a fan does is there within moments.
  const { act } = await program(server);
  const { me } = await act(wish);
  const [done] = await other.until("node.completed", 1);
  assert.deepEqual([done.signed, done.data.participant, done.data.node], [true, me.id, "wishes"]);
  await mei.reload();
  await line.getByRole("button", { name: "Messages" }).click();
  await mei.getByRole("row", { name: /Did a node.*Arrived/ }).waitFor();

  // Ill: it is said why, and since when.
  other.status = 500;
  const second = await program(server);
  await second.act(wish);
  await other.until("node.completed", 2);
  await mei.reload();
  await line.getByText("Not arriving").waitFor();
  await line.getByText(/Nothing has arrived since .*: it failed\./).waitFor();
  await line.getByRole("button", { name: "Messages" }).click();
  await mei.getByRole("row", { name: /Waiting.*it failed.*HTTP 500/ }).first().waitFor();
  await mei.getByText("msg_").first().click();
  await look(mei, "console-webhooks-ill");

  // Well again: it is seen without anybody loading the page anew.
  other.status = 204;
  await line.getByText(/Last message arrived/).waitFor();
  await mei.getByRole("row", { name: /Waiting/ }).waitFor({ state: "detached" });

  // Sent again, under the ids that they had.
  const before = other.got.length;
  const known = new Set(other.got.map(({ id }) => id));
  await mei.getByLabel("Everything since").selectOption("24");
  await mei.getByRole("button", { name: "Send again", exact: true }).first().click();
  for (let tries = 0; other.got.length < before + 4 && tries < 300; tries += 1) await new Promise((next) => setTimeout(next, 100));
  const again = other.got.slice(before);
  assert.ok(again.length >= 4, JSON.stringify(again));
  assert.ok(again.every(({ id, signed, type }) => signed && known.has(id) && type !== "test"), JSON.stringify(again));

  // Paused: it says so, and what happens waits.
  await line.getByRole("button", { name: "Pause" }).click();
  await line.getByText("Paused").waitFor();
  const third = await program(server);
  await third.act(wish);
  await mei.reload();
  await line.getByText(/messages wait\./).waitFor();
  await line.getByRole("button", { name: "Go on" }).click();
  await other.until("node.completed", 5);

  // By keyboard alone: taken away.
  await line.getByRole("button", { name: "Remove" }).focus();
  await mei.keyboard.press("Enter");
  await mei.getByRole("dialog").getByText("It is told nothing any more").waitFor();
  await mei.getByRole("dialog").getByRole("button", { name: "Remove" }).focus();
  await mei.keyboard.press("Enter");
  await mei.getByRole("heading", { name: "Nobody is told yet" }).waitFor();
});

test("webhooks in both Chinese scripts, dark and light", async (t) => {
  for (const [language, colorScheme, act, secret, send, done] of [
    ["zh-Hans", "dark", "添加 webhook", "密钥", "发送测试", "已送达"],
    ["zh-Hant", "light", "新增 webhook", "金鑰", "傳送測試", "已送達"],
  ]) {
    const { server, mei: first, page } = await scene(t);
    const other = await receiver(t);
    const mei = await somebody(t, { colorScheme, storageState: await first.context().storageState() });
    await mei.goto(`${server.url}/console/me`);
    await mei.locator("#me-language").selectOption(language);
    await mei.locator(".card").first().locator("button[type=submit]").click();
    await mei.waitForFunction((chosen) => document.documentElement.lang === chosen, language);
    await mei.goto(page);
    await mei.getByRole("button", { name: act }).click();
    const dialog = mei.getByRole("dialog");
    await dialog.locator("#webhook-url").fill(other.url);
    await mei.keyboard.press("Enter");
    await dialog.getByRole("textbox", { name: secret }).waitFor();
    await dialog.getByRole("button", { name: "完成" }).click();
    await mei.getByRole("button", { name: send }).click();
    await mei.getByRole("row", { name: new RegExp(done) }).waitFor();
    await look(mei, `console-webhooks-${language}-${colorScheme}`);
  }
});
