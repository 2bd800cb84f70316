// Where parts belong on a board, how long a line is, how small a picture has to be: what the gadgets decide without a page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { depth, distance, fitting, found, inReadingOrder, isOn, linesOf, tapped, whereabouts } from "../../embed/gadgets/board-rules.js";
import { words as board } from "../../embed/gadgets/board.words.js";
import { speech } from "../../embed/gadgets/dom.js";
import { codeOf } from "../../embed/gadgets/photo-send.js";
import { fitted } from "../../embed/gadgets/photo-shrink.js";
import { words as photo } from "../../embed/gadgets/photo.words.js";

const part = (key, x, y, width, height, label = key) => ({ key, label, x, y, width, height });
const sail = part("sail", 20, 10, 60, 80);
const spine = part("spine", 48, 5, 4, 90);
const left = part("left", 5, 40, 6, 6, "Peg");
const right = part("right", 89, 40, 6, 6, "Peg");
const parts = [sail, spine, left, right];
const none = new Map();

test("a part fits into its own place, and into those of parts that look the same, as long as they are free", () => {
  const keys = (taken, which) => fitting(parts, taken, which).map(({ key }) => key);
  assert.deepEqual(keys(none, spine), ["spine"]);
  assert.deepEqual(keys(none, left), ["left", "right"]);
  assert.deepEqual(keys(new Map([["left", "right"]]), left), ["right"]);
  assert.deepEqual(keys(new Map([["spine", "spine"]]), spine), []);
});

test("a dragged part finds its place from nearby and from no further, the nearer of two", () => {
  const pegs = fitting(parts, none, left);
  assert.equal(found(pegs, [10, 44], 1).key, "left");
  assert.equal(found(pegs, [88, 44], 1).key, "right");
  assert.equal(found(pegs, [50, 44], 1), undefined);
  assert.equal(found(pegs, [20, 43], 1), undefined);
  assert.equal(found(pegs, [20, 43], 1, 12.2).key, "left", "on a small screen a finger reaches further");
  assert.equal(found([], [20, 43], 1), undefined);
});

test("a percent upwards counts as long as it is", () => {
  assert.equal(distance(left, [8, 53], 0.5), 5);
  assert.equal(distance(left, [18, 43], 0.5), 10);
});

test("a tap is on a place where that is, or near it where it is smaller than a finger", () => {
  assert.ok(isOn(spine, [50, 50], 1));
  assert.ok(!isOn(spine, [55, 50], 1));
  assert.ok(isOn(spine, [55, 50], 1, 12));
  assert.ok(!isOn(spine, [57, 50], 1, 12));
  assert.equal(tapped([spine], [30, 50], 1, 12), undefined);
  assert.equal(tapped([sail], [50, 50], 1, 12).key, "sail", "a place below another one is meant by who holds what belongs there");
});

test("small places lie above large ones", () => {
  assert.ok(depth(parts, sail) < depth(parts, spine));
  assert.ok(depth(parts, spine) < depth(parts, left));
});

test("a place is told in words that do not give the part away", () => {
  assert.deepEqual(whereabouts(spine, 1), { row: "middle", column: "centre", form: "tall" });
  assert.deepEqual(whereabouts(left, 1), { row: "middle", column: "left", form: "even" });
  assert.deepEqual(whereabouts(part("bar", 10, 5, 80, 8), 1), { row: "top", column: "centre", form: "wide" });
  assert.deepEqual(whereabouts(part("long", 10, 10, 20, 60), 0.25), { row: "middle", column: "left", form: "even" });
  assert.deepEqual(
    inReadingOrder([right, sail, left]).map(({ key }) => key),
    ["left", "sail", "right"],
  );
  for (const lang of Object.keys(board))
    for (const row of ["top", "middle", "bottom"]) for (const column of ["left", "centre", "right"]) assert.ok(board[lang][`${row}_${column}`], `${lang} ${row} ${column}`);
});

test("a caption is broken between words, never before a full stop, and anywhere in a word that is too long", () => {
  const short = (most) => (line) => [...line].length <= most;
  assert.deepEqual(linesOf("One of the first hundred, and I built it.", "en", short(18)), ["One of the first", "hundred, and I", "built it."]);
  assert.deepEqual(linesOf("头一百只里，有一只是我扎的。", "zh-Hans", short(7)).join(""), "头一百只里，有一只是我扎的。");
  for (const line of linesOf("头一百只里，有一只是我扎的。", "zh-Hans", short(7))) {
    assert.ok([...line].length <= 7, line);
    assert.doesNotMatch(line, /^[，。]/);
  }
  assert.deepEqual(linesOf("wwwwwwwwww", "en", short(4)), ["wwww", "wwww", "ww"]);
  assert.deepEqual(linesOf("", "en", short(4)), []);
});

test("a picture is made to fit, and never larger or of no size", () => {
  assert.deepEqual(fitted(4000, 3000), [1600, 1200]);
  assert.deepEqual(fitted(3000, 4000), [1200, 1600]);
  assert.deepEqual(fitted(800, 600), [800, 600]);
  assert.deepEqual(fitted(20_000, 3), [1600, 1]);
});

test("a refusal is known by the server's code, and what is no answer of the server's by its status", () => {
  assert.equal(codeOf(409, '{"code":"uploads_used_up"}'), "uploads_used_up");
  assert.equal(codeOf(413, "<html>too large</html>"), "upload_too_large");
  assert.equal(codeOf(502, ""), "other");
  assert.equal(codeOf(500, "{}"), "other");
});

/** Forms of numbers that a language has. */
const forms = (lang) => new Intl.PluralRules(lang).resolvedOptions().pluralCategories;

for (const [name, catalogues] of Object.entries({ board, photo }))
  test(`the words of the ${name} say the same in every language, with the same places for values`, () => {
    const bare = (lang) => Object.keys(catalogues[lang]).map((key) => key.split("#")[0]);
    const places = (text) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    assert.deepEqual(Object.keys(catalogues), ["en", "zh-Hans", "zh-Hant"]);
    for (const lang of Object.keys(catalogues)) {
      assert.deepEqual(new Set(bare(lang)), new Set(bare("en")), lang);
      for (const [key, text] of Object.entries(catalogues[lang])) {
        const [plain, form] = key.split("#");
        if (form) for (const each of forms(lang)) assert.ok(catalogues[lang][`${plain}#${each}`], `${lang} ${plain}#${each}`);
        const model = catalogues.en[key] ?? catalogues.en[`${plain}#other`];
        assert.deepEqual(places(text), places(model), `${lang} ${key}`);
        assert.ok(text.trim());
      }
    }
  });

test("a number decides the form of what is said", () => {
  const say = speech(board, "en");
  assert.equal(say("placed", { part: "Spine" }, 1), "Spine is in place. 1 part is left.");
  assert.equal(say("placed", { part: "Spine" }, 4), "Spine is in place. 4 parts are left.");
  assert.equal(speech(board, "zh-Hans")("placed", { part: "竖骨" }, 4), "竖骨放好了，还剩 4 个部件。");
  assert.equal(speech(board, "fr")("whole"), "Everything is in place.", "a language that there is not is English");
});
