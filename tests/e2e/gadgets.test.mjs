// What the widget fetches only when a fan comes upon it. The QR code is compared with those of another implementation (tests/qr.rs).

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { encode } from "../../embed/gadgets/qrcode.js";
import { pathOf } from "../../embed/gadgets/qr.js";
import { holds } from "../../embed/gadgets/seal.js";
import { known as whoIs, newFan, ready, withBrowser } from "./support/browser.mjs";
import { hostPage, serve } from "./support/program.mjs";
import { widget } from "./support/widget.mjs";

withBrowser();

const known = JSON.parse(await readFile(new URL("support/qr.json", import.meta.url)));
const text = (length) => "https://canyu.example/c/Toy?canyu=".repeat(Math.ceil(length / 34)).slice(0, length);

test("a QR code is, module by module, what another implementation makes of the same text", () => {
  for (const [length, hash] of Object.entries(known)) {
    const rows = encode(text(Number(length)))
      .map((row) => `${row.map(Number).join("")}\n`)
      .join("");
    assert.equal(createHash("sha256").update(rows).digest("hex"), hash, `${length} bytes`);
  }
});

test("a code starts with its finder pattern behind the quiet zone, and a text too long for one is refused", () => {
  assert.match(pathOf(encode("https://canyu.example/")), /^M4 4h7v1h-7z/);
  assert.throws(() => encode("x".repeat(2_332)), RangeError);
});

test("every script says the same in every language", async () => {
  const folder = new URL("../../embed/gadgets/", import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".words.js"));
  assert.ok(files.length > 0);
  for (const file of files) {
    const { words } = await import(new URL(file, folder));
    assert.deepEqual(Object.keys(words).sort(), ["en", "zh-Hans", "zh-Hant"], file);
    const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [lang, texts] of Object.entries(words)) {
      // Of what a number decides (`placed#one`, `placed#other`) each language has the forms that it has.
      const keys = (of) => [...new Set(Object.keys(of).map((key) => key.split("#")[0]))];
      assert.deepEqual(keys(texts), keys(words.en), `${file}, ${lang}`);
      for (const [key, text] of Object.entries(texts)) assert.deepEqual(places(text), places(words.en[key]), `${file}, ${lang}, ${key}`);
    }
  }
});

test("a seal holds for the answer that was sealed, and for no other", async () => {
  // printf '%s' 'SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS路由器' | sha256sum, and the same of 32 times S alone.
  const salt = "53".repeat(32);
  const seal = "4c109d941c116e976ffe02a5d1b24b6172136a9e79e08bf9932c269df13ec70d";
  assert.equal(await holds({ seal, salt, answer: "路由器" }), true);
  assert.equal(await holds({ seal, salt, answer: "路由" }), false);
  assert.equal(await holds({ seal, salt: "54".repeat(32), answer: "路由器" }), false);
  const seed = "c4ed6cc9444165adc1760e90422af0c023ae0b01e1c5f52a6a17c3d719190469";
  assert.equal(await holds({ seal: seed, salt, answer: "" }), true);
});

test("the code's script is fetched when it is asked for; where it cannot be had the fan is told, and may try again", async (t) => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const page = await newFan(t);
  const asked = [];
  page.on("request", (request) => /\/qr\.js/.test(request.url()) && asked.push(request.url()));
  let fails = true;
  await page.route(/\/v1\/qr\.js/, (route) => (fails ? route.abort() : route.continue()));
  await page.goto(host.at({ policy: "strict" }));
  await ready(page);
  await whoIs(page);
  const fan = await widget(page, server);
  const place = fan.ticket(fan.of("share"));
  assert.deepEqual(asked, []);
  await place.getByRole("button", { name: fan.say.qr_show }).click();
  await place.getByText(fan.say.gadget_failed).waitFor();
  fails = false;
  await place.getByRole("button", { name: fan.say.qr_show }).click();
  const code = place.getByRole("img", { name: fan.say.qr_alt });
  await code.waitFor();
  const [, size] = /^0 0 (\d+) \1$/.exec(await code.getAttribute("viewBox"));
  assert.ok(size >= 21 + 8);
  assert.equal(asked.length, 2);
  await place.getByRole("button", { name: fan.say.qr_hide }).click();
  await code.waitFor({ state: "detached" });
  assert.deepEqual(page.violations, []);
});
