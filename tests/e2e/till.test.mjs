// A till: typed and scanned codes, with and without a network.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { isGenuine, read, readScanned } from "../../crates/server/src/pages/till-code.js";
import { violationsOf } from "./support/axe.mjs";
import { errorsOf, newFan, withBrowser } from "./support/browser.mjs";
import { root, serve } from "./support/program.mjs";

withBrowser();

const words = async (lang = "en") => JSON.parse(await readFile(join(root, "locales", "till", `${lang}.json`), "utf8"));
const pearl = "Router, pearl white";

const scene = async (t) => {
  const server = await serve(t, { campaign: "counter", file: "tests/e2e/campaigns/counter.toml" });
  /** Makes a till; its link. */
  const till = async (name) => (await server.command("till", "--name", name, "--public-url", server.url)).trim();
  /** Codes for so many units. */
  const codes = async (count, item = "pearl") => {
    const table = await server.command("codes", "issue", `shelf/${item}`, "--count", String(count));
    return table.trim().split("\n").slice(1).map((line) => line.split(",")[0]);
  };
  return { server, till, codes };
};

/** Opens a till's link on a device of its own, and waits until it would open again without a network. */
const device = async (t, link, options) => {
  const page = await newFan(t, options);
  await page.goto(link);
  await page.locator("#code").waitFor();
  await page.waitForFunction(async () => (await (await caches.open("canyu-till-1")).keys()).length > 8);
  return page;
};

/** Types a code and sends it; the answer's heading and what stands below it. */
const redeem = async (page, code, heading) => {
  await page.locator("#code").fill(code);
  await page.locator("#code").press("Enter");
  await page.locator(".result").getByRole("heading", { name: heading, exact: true }).waitFor();
  return page.locator(".result").innerText();
};

const offline = (page, is = true) => page.context().setOffline(is);

test("codes are read, and their seal checked, as the server does it", async () => {
  const key = Buffer.from("0123456789abcdef0123456789abcdef").toString("hex");
  const code = "521234HJ0DPYTFCE";
  assert.deepEqual(read("5212-34hj-odpy-tfce"), { code, node: 5, item: 2 });
  assert.equal(read("５２１２３４ＨＪ０ＤＰＹＴＦＣＥ").code, code);
  assert.deepEqual(read("5212"), { problem: "code_length", n: 4 });
  assert.deepEqual(read("豆浆机"), { problem: "code_character", c: "豆" });
  assert.equal(read("5212-34HJ-0DPY-TFEC").problem, "code_mistyped");
  assert.equal(readScanned("https://canyu.example/c/router?code=5212-34HJ-0DPY-TFCE").code, code);
  assert.equal(await isGenuine(key, "router", code), true);
  assert.equal(await isGenuine(key, "kettle", code), false);
  assert.equal(await isGenuine(key.replace("3", "4"), "router", code), false);
});

test("a code is redeemed once, said to be so at the same till, and refused at another", async (t) => {
  const { till, codes } = await scene(t);
  const say = await words();
  const [one, two] = [await device(t, await till("Counter 1")), await device(t, await till("Counter 2"))];
  assert.doesNotMatch(one.url(), /#/, "the link's secret does not stay in the address");
  const [code] = await codes(1);
  await one.locator("#code").pressSequentially(code.toLowerCase().replaceAll("-", ""));
  assert.equal(await one.locator("#code").inputValue(), code);
  await one.locator("#note").getByText(pearl).waitFor();
  assert.deepEqual(await violationsOf(one, "main"), []);
  assert.match(await redeem(one, code, say.redeemed), new RegExp(pearl));
  assert.deepEqual(await violationsOf(one, "main"), []);
  await redeem(one, code, say.again);
  assert.match(await redeem(two, code, say.refused), /Counter 1/);
  assert.match(await redeem(two, `${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`, say.refused), /Mistyped/);
  assert.equal(await two.locator("#code").evaluate((field) => field === document.activeElement), true);
  for (const page of [one, two]) {
    assert.deepEqual(page.violations, []);
    assert.deepEqual(errorsOf(page).filter((line) => !/status of 4/.test(line)), []);
  }
});

test("without a network genuine codes wait, others are refused, and all is settled later", async (t) => {
  const { till, codes } = await scene(t);
  const say = await words();
  const [one, two] = [await device(t, await till("Counter 1")), await device(t, await till("Counter 2"))];
  const [kept, taken] = await codes(2);
  await offline(one);
  await one.reload();
  assert.match(await redeem(one, kept, say.waiting), new RegExp(pearl));
  await one.locator(".is-offline").waitFor();
  await redeem(one, kept, say.waiting_again);
  await redeem(one, taken, say.waiting);
  // Well-formed, but made by nobody: each character but the first one is zero, and zeros check to zero.
  assert.match(await redeem(one, "0000-0000-0000-0000", say.refused), /issued/);
  await redeem(two, taken, say.redeemed);
  await one.reload();
  assert.equal(await one.locator(".queue li").count(), 2, "they outlive the page");
  await offline(one, false);
  await one.locator(".queue").waitFor({ state: "detached" });
  const late = one.locator(".done li.is-bad");
  await late.getByText("Counter 2").waitFor();
  assert.equal(await one.locator(".done li:not(.is-bad)").innerText().then((text) => text.includes(kept)), true);
  assert.deepEqual(await violationsOf(one, "main"), []);
  await late.getByRole("button", { name: say.dismiss }).click();
  await late.waitFor({ state: "detached" });
  assert.match(await redeem(two, kept, say.refused), /Counter 1/, "it was redeemed, and once");
});

test("a server that is killed between question and answer does not make a second customer", async (t) => {
  const { server, till, codes } = await scene(t);
  const say = await words();
  const page = await device(t, await till("Counter 1"));
  const [code] = await codes(1);
  // The server decides, and its answer is lost.
  let lost = 0;
  await page.route("**/redeem", async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort();
  });
  await redeem(page, code, say.waiting);
  assert.equal(lost, 1);
  await page.unroute("**/redeem");
  await server.kill();
  await server.restart();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.locator(".result").getByRole("heading", { name: say.redeemed, exact: true }).waitFor();
  assert.equal(await page.locator(".done li.is-bad").count(), 0);
});

test("a till that was closed redeems nothing, and keeps what it has taken for its next link", async (t) => {
  const { server, till, codes } = await scene(t);
  const say = await words();
  const page = await device(t, await till("Counter 1"));
  const [waiting, other] = await codes(2);
  await offline(page);
  await redeem(page, waiting, say.waiting);
  await server.command("till", "--revoke", "Counter 1");
  await offline(page, false);
  await page.locator(".trouble").getByText(say.till_unknown).waitFor();
  await redeem(page, other, say.refused);
  assert.equal(await page.locator(".queue li").count(), 1);
  await page.goto(await till("Counter 1"));
  await page.locator(".queue").waitFor({ state: "detached" });
  assert.equal(await page.locator(".trouble").count(), 0);
  await redeem(page, other, say.redeemed);
});

test("a code is scanned where the browser can, and the till speaks its user's language", async (t) => {
  const { till, codes } = await scene(t);
  const [code] = await codes(1, "night");
  const page = await newFan(t, { locale: "zh-TW" });
  await page.addInitScript((code) => {
    let looks = 0;
    window.BarcodeDetector = class {
      static getSupportedFormats = async () => ["qr_code"];
      detect = async () => (++looks < 3 ? [{ rawValue: "https://elsewhere.example/" }] : [{ rawValue: code }]);
    };
    navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
  }, code);
  await page.goto(await till("一號櫃台"));
  const say = await words("zh-Hant");
  await page.getByRole("button", { name: say.scan }).click();
  await page.locator("#note").getByText("路由器（夜空藍）").waitFor();
  assert.equal(await page.locator("#code").inputValue(), code);
  assert.equal(await page.locator("video").isVisible(), false, "the camera is off");
  await page.getByRole("button", { name: say.redeem }).click();
  await page.getByRole("heading", { name: say.redeemed }).waitFor();
  await page.getByRole("button", { name: "简体" }).click();
  await page.getByRole("heading", { name: (await words("zh-Hans")).redeemed }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-Hans");
  assert.deepEqual(await violationsOf(page, "main"), []);
  assert.deepEqual(page.violations, []);
});
