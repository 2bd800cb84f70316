// What scripts around sharing decide by themselves, without a browser.
import assert from "node:assert/strict";
import { createHash, pbkdf2Sync, randomBytes } from "node:crypto";
import { test } from "node:test";

import { earnedOf, momentOf, stepsOf, towards } from "../../embed/gadgets/friends-rules.js";
import { work } from "../../embed/gadgets/proof-work.js";

const { solve } = work();

/** The key of a counter by somebody else's cryptography. */
const keyOf = ({ algorithm, cost, keyLength, nonce, salt }, counter) => {
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(counter);
  const [password, grain] = [Buffer.concat([Buffer.from(nonce, "hex"), tail]), Buffer.from(salt, "hex")];
  if (algorithm !== "SHA-256") return pbkdf2Sync(password, grain, cost, keyLength, algorithm.slice(7)).toString("hex");
  let data = Buffer.concat([grain, password]);
  for (let i = 0; i < cost; i += 1) data = createHash("sha256").update(data).digest();
  return data.subarray(0, keyLength).toString("hex");
};

for (const [algorithm, byHand] of [["PBKDF2/SHA-256", false], ["PBKDF2/SHA-256", true], ["PBKDF2/SHA-512", false], ["SHA-256", false]])
  for (const keyLength of [32, 40, 16])
    test(`a proof by ${algorithm}${byHand ? ", by hand" : ""}, ${keyLength} bytes, is what another implementation finds, and none before it`, async () => {
      if (algorithm === "SHA-256" && keyLength > 32) return;
      const [nonce, salt] = [randomBytes(16).toString("hex"), randomBytes(16).toString("hex")];
      // An odd number of digits is compared digit by digit.
      const parameters = { algorithm, cost: 3, keyLength, keyPrefix: "A", nonce, salt };
      const { counter, derivedKey } = await solve({ parameters }, { byHand });
      assert.equal(derivedKey, keyOf(parameters, counter));
      assert.ok(derivedKey.startsWith("a"));
      for (let earlier = 0; earlier < counter; earlier += 1) assert.ok(!keyOf(parameters, earlier).startsWith("a"));
    });

test("several who search share the counters, and one can be stopped", async () => {
  const parameters = { algorithm: "SHA-256", cost: 1, keyLength: 32, keyPrefix: "0", nonce: "00".repeat(16), salt: "11".repeat(16) };
  const first = await solve({ parameters }, { from: 0, step: 2 });
  const second = await solve({ parameters }, { from: 1, step: 2 });
  assert.equal(first.counter % 2, 0);
  assert.equal(second.counter % 2, 1);
  const stop = async () => {
    throw new Error("stopped");
  };
  await assert.rejects(solve({ parameters: { ...parameters, keyPrefix: "00000000" } }, { rest: stop }), /stopped/);
  await assert.rejects(solve({ parameters: { ...parameters, algorithm: "ARGON2ID" } }), /ARGON2ID/);
});

test("the steps of what friends bring end with the most that count, and there is nothing behind the last rate", () => {
  assert.deepEqual(stepsOf({ tickets: 3, most: 10 }), [{ from: 1, to: 10, tickets: 3 }]);
  const rates = [{ upto: 2, tickets: 3 }, { upto: 8, tickets: 1 }, { upto: 20, tickets: 1 }];
  assert.deepEqual(stepsOf({ tickets: 3, most: 5, rates }), [
    { from: 1, to: 2, tickets: 3 },
    { from: 3, to: 5, tickets: 1 },
  ]);
});

test("milestones say how far they are, and only the next one is the next", () => {
  const all = towards([{ friends: 5 }, { friends: 1 }, { friends: 10 }], 3);
  assert.deepEqual(
    all.map(({ friends, have, reached, next }) => [friends, have, reached, next]),
    [
      [1, 1, true, false],
      [5, 3, false, true],
      [10, 3, false, false],
    ],
  );
});

test("what friends have brought is told apart from what else was earned", () => {
  const line = (node, unit, amount) => ({ node, unit, amount });
  const me = { earned: [line("friends", "tickets", 3), line("friends", "points", 5), line("guess", "tickets", 2), line("friends", "tickets", 2)] };
  assert.deepEqual(earnedOf(me, "friends"), { tickets: 5, points: 5 });
});

test("a moment is told as people say it", () => {
  const now = new Date(2024, 7, 4, 19, 30);
  const at = (days, hour) => new Date(2024, 7, 4 + days, hour, 5);
  assert.equal(momentOf(at(0, 23), now, "en-GB"), "today 23:05");
  assert.equal(momentOf(at(1, 7), now, "en-GB"), "tomorrow 7:05");
  assert.match(momentOf(at(4, 7), now, "en-GB"), /^Thu,? 8 Aug 7:05$/);
  assert.match(momentOf(at(1, 19), now, "zh-CN"), /^明天 19:05$/);
});
