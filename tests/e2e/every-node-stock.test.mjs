// The last unit, and what becomes of it: two browsers want it at once, a third waits, and a code goes from hand to hand.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { errorsOf, withBrowser } from "./support/browser.mjs";
import { player, sample, somebody, viewOf } from "./support/hand.mjs";
import { evening, hostPage, serve } from "./support/program.mjs";

withBrowser();

const item = async (server, key = "lin") => (await viewOf(server)).nodes.find(({ id }) => id === "kite").items.find((item) => item.key === key);

/** Each unit that there is is free, taken or set aside, and never more than there are. */
const adds = ({ left, taken, aside, stock }) => assert.equal(left + taken + aside, stock);

const codeOf = async (one) => {
  const shown = one.at("kite").getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/).first();
  return shown.textContent();
};

test("two browsers want the last one at once: one has it, the other one does not, and nobody has one too many", async (t) => {
  const server = await serve(t, { campaign: sample });
  const host = await hostPage(t, server);
  // Three were painted by hand, one is set aside: one of the two is gone.
  await somebody(server, { act: "reserve", node: "kite", item: "lin" });
  const racers = await Promise.all([player(t, server, host), player(t, server, host)]);
  // The innermost element with the item's heading is the item.
  const place = (one) => one.at("kite").locator("*").filter({ has: one.page.getByRole("heading", { name: /Old Lin/ }) }).last();
  const reserve = (one) => place(one).getByRole("button", { name: one.say.reserve_act, exact: true });
  const answers = await Promise.all(
    racers.map(async (one) => {
      const answer = one.page.waitForResponse((response) => response.url().endsWith("/acts") && response.request().postDataJSON()?.act === "reserve");
      await reserve(one).click();
      return (await answer).json();
    }),
  );
  const holds = answers.map(({ me }) => me?.codes.filter(({ item, state }) => item === "lin" && state === "held").length ?? 0);
  assert.deepEqual([...holds].sort(), [0, 1]);
  const now = await item(server);
  adds(now);
  assert.equal(now.left, 0);
  assert.equal(now.taken, 2);
  const [winner, loser] = holds[0] ? racers : [racers[1], racers[0]];
  assert.match(await codeOf(winner), /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  // Whoever comes too late stands in the line, and is told where.
  const third = await player(t, server, host);
  const joins = third.at("kite").getByRole("button", { name: third.say.wait_act, exact: true });
  const waits = await third.answered("reserve", () => joins.click());
  assert.deepEqual(
    waits.me.waits.map(({ node, item }) => `${node} ${item}`),
    ["kite lin"],
  );
  adds(await item(server));
  // What is given back goes to whoever waits longest: who lost the race stands in the line since then.
  await winner.button("kite", winner.say.give_back).click();
  await winner.answered("cancel", () => winner.button("kite", winner.say.yes).click());
  assert.equal((await item(server)).left, 0, "it is kept for the line");
  await loser.page.reload();
  const taken = await loser.answered("reserve", () => loser.button("kite", loser.say.offer_take).click());
  assert.deepEqual(
    taken.me.codes.map(({ item, state, offered }) => [item, state, offered]),
    [["lin", "held", false]],
  );
  const after = await item(server);
  adds(after);
  assert.deepEqual([after.left, after.taken, after.waiting], [0, 2, 1]);
  for (const one of [winner, loser, third]) assert.deepEqual(errorsOf(one.page).filter((line) => !/40[49]|422/.test(line)), []);
});

test("a reservation is handed to a friend by its code, who holds it then, and is redeemed at the till once and for all", async (t) => {
  const server = await serve(t, { campaign: sample });
  const host = await hostPage(t, server);
  const giver = await player(t, server, host);
  await giver.answered("reserve", () => giver.at("kite").getByRole("button", { name: giver.say.reserve_act, exact: true }).first().click());
  await giver.answered("release", () => giver.button("kite", giver.say.hand_on).click());
  const code = await codeOf(giver);
  const friend = await player(t, server, host);
  await friend.at("kite").getByText(friend.say.have_code).click();
  await friend.at("kite").getByLabel(friend.say.code_label).fill(code.toLowerCase().replaceAll("-", " "));
  const taken = await friend.answered("reserve", () => friend.button("kite", friend.say.code_send).click());
  const [held] = taken.me.codes;
  assert.equal(held.state, "held");
  adds(await item(server, "hundred"));
  assert.equal((await item(server, "hundred")).taken, 1);
  await giver.page.reload();
  await giver.at("kite").getByText(giver.say.code_cancelled).or(giver.at("kite").getByRole("button", { name: giver.say.reserve_act, exact: true })).first().waitFor();
  const tillOf = async (name) => {
    const link = await server.staff(evening, "till", sample, "--name", name, "--public-url", server.url);
    const token = /#(\S+)/.exec(link)?.[1] ?? assert.fail(link);
    return async (code) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": randomUUID() };
      const answer = await fetch(`${server.url}/api/v1/campaigns/${sample}/redeem`, { method: "POST", headers, body: JSON.stringify({ code }) });
      return { status: answer.status, ...(await answer.json()) };
    };
  };
  const [front, back] = [await tillOf("front"), await tillOf("back")];
  const first = await front(held.code);
  assert.deepEqual([first.status, first.again], [200, false], JSON.stringify(first));
  const again = await front(held.code);
  assert.deepEqual([again.status, again.again, again.redeemed_at], [200, true, first.redeemed_at], "the same till is told the same again");
  assert.equal((await back(held.code)).status, 409, "no other till hands out anything for it");
  await friend.page.reload();
  await friend.at("kite").getByText(friend.say.code_redeemed).waitFor();
});
