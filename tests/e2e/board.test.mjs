// The board of an assembly with a mouse, with a finger, and with taps; and sending a picture where that does not work at once.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { errorsOf, withBrowser } from "./support/browser.mjs";
import { player, sample } from "./support/hand.mjs";
import { hostPage, root, serve } from "./support/program.mjs";

withBrowser();

const scene = async (t, options) => {
  const server = await serve(t, { campaign: sample });
  const one = await player(t, server, await hostPage(t, server), options);
  const board = one.at("build");
  await board.locator(".board-part").first().waitFor();
  await board.locator(".board-tray").scrollIntoViewIfNeeded();
  return { server, one, board, parts: one.node("build").parts };
};

/** The middle of a part's place, in pixels of the window. */
const middleOf = async (board, { x, y, width, height }) => {
  const box = await board.locator(".board-layer").boundingBox();
  return [box.x + (box.width * (x + width / 2)) / 100, box.y + (box.height * (y + height / 2)) / 100];
};

const button = (board, { label }) => board.locator(".board-tray").getByRole("button", { name: label, exact: true });

test("a part that is dragged near its place snaps into it, and goes back from anywhere else", async (t) => {
  const { one, board, parts } = await scene(t, { viewport: { width: 1280, height: 1000 } });
  const reel = parts.find(({ key }) => key === "reel");
  const drag = async ([dx, dy]) => {
    const from = await button(board, reel).boundingBox();
    const [x, y] = await middleOf(board, reel);
    await one.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await one.page.mouse.down();
    await one.page.mouse.move(from.x - 30, from.y - 10, { steps: 3 });
    await one.page.mouse.move(x + dx, y + dy, { steps: 5 });
    await one.page.mouse.up();
  };
  await drag([-220, -120]);
  await board.getByText("Reel is not close enough to its place yet.").waitFor();
  assert.equal(await button(board, reel).count(), 1);
  await drag([14, -12]);
  await board.getByText("Reel is in place. 5 parts are left.").waitFor();
  assert.equal(await button(board, reel).count(), 0);
  const laid = await board.getByRole("img", { name: "Reel" }).boundingBox();
  const [x, y] = await middleOf(board, reel);
  assert.ok(Math.hypot(laid.x + laid.width / 2 - x, laid.y + laid.height / 2 - y) < 2, "it lies where it belongs, not where it was let go");
  assert.deepEqual(errorsOf(one.page), []);
});

test("two taps put a part in place; after two misses the right place is shown", async (t) => {
  const { one, board, parts } = await scene(t, { hasTouch: true });
  const [spine, reel] = ["spine", "reel"].map((key) => parts.find((part) => part.key === key));
  const tap = async (point) => one.page.touchscreen.tap(...point);
  await button(board, spine).tap();
  assert.equal(await button(board, spine).getAttribute("aria-pressed"), "true");
  await tap(await middleOf(board, reel));
  await board.getByText("Spine does not fit there.").waitFor();
  await tap(await middleOf(board, reel));
  await board.getByText("Spine belongs where the frame is.").waitFor();
  assert.equal(await board.locator(".board-spot.is-shown").getAttribute("data-key"), "spine");
  await tap(await middleOf(board, spine));
  await board.getByText("Spine is in place. 5 parts are left.").waitFor();
  assert.deepEqual(one.page.violations, []);
});

test("Escape puts a part back and the focus on it; what a finger aims at is large enough", async (t) => {
  const { one, board, parts } = await scene(t);
  const tail = parts.find(({ key }) => key === "tail");
  await button(board, tail).focus();
  await one.page.keyboard.press("Enter");
  assert.equal(await board.locator(".board-spot").count(), 6);
  await one.page.keyboard.press("Escape");
  assert.equal(await board.locator(".board-spot").count(), 0);
  await board.getByText("Tail is back with the others.").waitFor();
  assert.ok(await button(board, tail).evaluate((element) => element === element.getRootNode().activeElement));
  for (const part of await board.locator(".board-part").all()) {
    const { width, height } = await part.boundingBox();
    assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
  }
});

test("a picture that cannot be sent stays in hand, the fan is told why, and the next try sends it", async (t) => {
  const { one } = await scene(t);
  const street = one.at("street");
  const choose = street.getByLabel("Choose a picture");
  await choose.setInputFiles(join(root, "README.md"));
  await street.getByText("This browser cannot open that file as a picture.", { exact: false }).waitFor();
  let fails = true;
  await one.page.route("**/uploads", (route) => (fails ? route.abort() : route.continue()));
  await choose.setInputFiles(join(root, "docs", "images", "widget.png"));
  await street.getByLabel("A few words with it").fill("At the harbour");
  await street.getByRole("button", { name: "Send", exact: true }).click();
  await street.getByText("There is no connection. Your picture is still here", { exact: false }).waitFor();
  fails = false;
  const sent = one.page.waitForRequest((request) => request.url().endsWith("/uploads"));
  await one.answered("guess", () => street.getByRole("button", { name: "Send", exact: true }).click());
  const body = (await sent).postDataBuffer();
  assert.deepEqual([...body.subarray(0, 3)], [0xff, 0xd8, 0xff], "it is a JPEG whatever it was");
  await street.getByText("At the harbour").first().waitFor();
  assert.deepEqual(one.page.violations, []);
});
