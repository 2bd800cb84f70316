// Anybody checks a draw: on the server's page, and in the folder that needs no server.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, extname, join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, newFan, withBrowser } from "./support/browser.mjs";
import { bundle, drawn } from "./support/draws.mjs";
import { root } from "./support/program.mjs";

withBrowser();

const words = async (lang = "en") => JSON.parse(await readFile(join(root, "locales", "verifier", `${lang}.json`), "utf8"));

/** The folder of `cargo xtask verifier`, served by a server that knows nothing of it. */
const plainServer = async (t) => {
  const types = { ".html": "text/html", ".js": "text/javascript" };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    try {
      const name = pathname === "/" ? "index.html" : pathname.slice(1);
      const body = await readFile(join(root, "dist", "verifier", name));
      response.writeHead(200, { "content-type": types[extname(name)] });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}/`;
};

const read = async (path) => {
  const files = new Map();
  for (const name of await readdir(path)) files.set(name, await readFile(join(path, name)));
  return files;
};

const payload = (files) => [...files].map(([name, buffer]) => ({ name, mimeType: "application/octet-stream", buffer }));

/** Puts files on the page as a person would who chooses them. */
const choose = async (page, files) => {
  const again = page.getByRole("button", { name: (await words()).page_new });
  if (await again.count()) await again.click();
  await page.locator("input[type=file]").last().setInputFiles(files);
};

/** The state that the stamp shows, and the steps that do not hold. */
const verdict = async (page) => {
  await page.locator(".verdict").waitFor();
  return page.evaluate(() => ({
    state: /is-(\w+)/.exec(document.querySelector(".verdict").className)[1],
    failed: [...document.querySelectorAll(".step.is-failed")].map((step) => step.dataset.check),
  }));
};

const text = (change) => (bytes) => Buffer.from(change(bytes.toString()));

/** What somebody could do to a bundle, and the step that has to say so. */
const tampered = {
  "a prize is called otherwise": ["manifest.json", text((json) => json.replace("Test pressing no. 1", "Test pressing no. 2")), "commitment"],
  "the list is said to have one ticket more": ["commitment.txt", text((note) => note.replace(/^tickets (\d+)$/m, (_, n) => `tickets ${Number(n) + 1}`)), "signature"],
  "another round's signature": [
    "beacon.json",
    text((json) =>
      json.replace(/"signature":\s*"\w+"/, '"signature":"b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"'),
    ),
    "beacon",
  ],
  "another ticket was drawn": ["result.json", text((json) => json.replace(/"x":\s*(\d+)/, (_, x) => `"x":${Number(x) + 1}`)), "draws"],
  "somebody has one ticket more in the list": [
    "roll.bin",
    (bytes) => {
      const changed = Buffer.from(bytes);
      changed[35] += 1;
      return changed;
    },
    "roll",
  ],
  "a prize is given up by nobody": ["forfeits.txt", text(() => `0 declined 1722803500 ${Buffer.alloc(64).toString("base64")}\n`), "forfeits"],
};

/** Every way to look at one bundle. */
const story = async (t, page, path, zip) => {
  const say = await words();
  const files = await read(path);
  await choose(page, payload(files));
  assert.deepEqual(await verdict(page), { state: "partly", failed: [] });
  await page.locator("[data-check=roll].is-ok").waitFor();
  await page.locator(".lacking").getByText(say.step_seen).waitFor();
  await page.getByText(say.limits).waitFor();
  assert.deepEqual(await violationsOf(page, "main"), []);
  await choose(page, [{ name: basename(zip), mimeType: "application/zip", buffer: await readFile(zip) }]);
  assert.deepEqual(await verdict(page), { state: "partly", failed: [] }, "the same as a zip");
  for (const [what, [name, change, step]] of Object.entries(tampered)) {
    const changed = new Map(files).set(name, change(files.get(name)));
    assert.notDeepEqual(changed.get(name), files.get(name), what);
    await choose(page, payload(changed));
    const { state, failed } = await verdict(page);
    assert.equal(state, "fails", what);
    assert.ok(failed.includes(step), `${what}: ${failed}`);
    await page.locator(".lacking").getByText(say[`step_${step}`], { exact: true }).waitFor();
    assert.equal(await page.getByText(say.sum_holds, { exact: true }).count(), 0);
  }
};

test("on the server's page a bundle is dropped, chosen or fetched; each tampering is named, and the untouched one passes", async (t) => {
  const { server, path, zip } = await bundle(t);
  await server.restart(drawn);
  const page = await newFan(t, { viewport: { width: 1280, height: 800 } });
  await page.goto(`${server.url}/verify`);
  assert.deepEqual(await violationsOf(page, "main"), []);
  await story(t, page, path, zip);
  const say = await words();

  // As it is downloaded from the server.
  const published = await fetch(`${server.url}/api/v1/campaigns/${server.campaign}/draw/bundle.zip`);
  await choose(page, [{ name: "bundle.zip", mimeType: "application/zip", buffer: Buffer.from(await published.arrayBuffer()) }]);
  assert.deepEqual(await verdict(page), { state: "partly", failed: [] });
  await page.locator("[data-check=roll].is-ok").waitFor();

  // Fetched from where it is published: the same, but for the whole list, which is counted when asked for.
  await page.goto(`${server.url}/verify?server=${server.url}&campaign=${server.campaign}`);
  assert.deepEqual(await verdict(page), { state: "partly", failed: [] });
  await page.getByText(say.rehearsal).waitFor();
  await page.getByRole("button", { name: /Count the whole list/ }).click();
  await page.locator("[data-check=roll].is-ok").waitFor();

  // In another language, with what was found.
  await page.getByRole("button", { name: "简体" }).click();
  await page.getByText((await words("zh-Hans")).sum_partly, { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-Hans");

  assert.deepEqual(page.violations, []);
  assert.deepEqual(errorsOf(page), []);
});

test("what is no bundle is refused in a sentence, and never called whole", async (t) => {
  const { server, path } = await bundle(t);
  await server.restart(drawn);
  const page = await newFan(t);
  const say = await words();
  await page.goto(`${server.url}/verify`);
  const file = (name, buffer) => ({ name, mimeType: "application/octet-stream", buffer });
  for (const [files, key] of [
    [[file("a.zip", Buffer.from("no zip at all"))], "err_no_zip"],
    [[file("roll.bin", Buffer.alloc(36))], "err_no_bundle"],
    [[file("commitment.txt", Buffer.alloc(70_000))], "err_too_large"],
  ]) {
    await choose(page, files);
    await page.getByRole("alert").getByText(say[key].replace("{file}", files[0].name)).waitFor();
    assert.equal(await page.locator(".verdict").count(), 0);
  }
  for (const address of ["javascript:alert(1)//", "https://", "http://127.0.0.1:9"]) {
    await page.goto(`${server.url}/verify?campaign=one-prize&server=${encodeURIComponent(address)}`);
    await page.getByRole("alert").getByText(say.err_unreachable).waitFor();
  }
  // Half a file, and half a bundle: the step says so.
  const files = await read(path);
  await choose(page, payload(new Map(files).set("result.json", files.get("result.json").subarray(0, 100))));
  assert.deepEqual((await verdict(page)).state, "fails");
  const { "result.json": _, "forfeits.txt": __, "beacon.json": ___, ...early } = Object.fromEntries(files);
  await choose(page, payload(new Map(Object.entries(early))));
  assert.deepEqual(await verdict(page), { state: "early", failed: [] });
  // Nothing but a drop, and a receipt that comes along.
  await page.getByRole("button", { name: say.page_new }).click();
  await page.evaluate((list) => {
    const data = new DataTransfer();
    for (const { name, content } of list) data.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [...files].map(([name, bytes]) => ({ name, content: bytes.toString("base64") })));
  assert.deepEqual(await verdict(page), { state: "partly", failed: [] });
});

test("the folder without a server says the same, from any static server and from a disk", async (t) => {
  const { path, zip } = await bundle(t);
  const page = await newFan(t, { viewport: { width: 1280, height: 800 } });
  await page.goto(await plainServer(t));
  await story(t, page, path, zip);
  assert.deepEqual(errorsOf(page), []);
  await page.goto(`file://${join(root, "dist", "verifier", "index.html")}`);
  await choose(page, payload(await read(path)));
  assert.deepEqual(await verdict(page), { state: "partly", failed: [] });
});

test("a receipt beside the bundle finds its tickets, and one that promises more than the list has fails", async (t) => {
  const { path, people } = await bundle(t);
  const page = await newFan(t);
  const say = await words();
  await page.goto(await plainServer(t));
  const files = await read(path);
  const [{ receipt }] = people;
  await choose(page, [...payload(files), { name: "my-receipt.json", mimeType: "application/json", buffer: Buffer.from(receipt) }]);
  assert.deepEqual(await verdict(page), { state: "partly", failed: [] });
  await page.locator("[data-check=mine].is-ok").waitFor();
  await page.getByText(new RegExp(`Your ${JSON.parse(receipt).weight === 1 ? "ticket was" : `${JSON.parse(receipt).weight} tickets were`}`)).waitFor();
  const forged = JSON.stringify({ ...JSON.parse(receipt), weight: 9 });
  await choose(page, [...payload(files), { name: "my-receipt.json", mimeType: "application/json", buffer: Buffer.from(forged) }]);
  assert.deepEqual(await verdict(page), { state: "fails", failed: ["mine"] });
  await page.locator(".lacking").getByText(say.step_mine, { exact: true }).waitFor();
});
