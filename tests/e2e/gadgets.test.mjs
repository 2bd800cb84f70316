// What the widget fetches only when a fan comes upon it. The QR code is compared with those of another implementation (tests/qr.rs).

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { encode } from "../../embed/gadgets/qrcode.js";
import { pathOf } from "../../embed/gadgets/qr.js";
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
