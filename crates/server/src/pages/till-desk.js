// What a till does with a code: looks at it, asks the server, and remembers what nobody could confirm. No elements here.

import { canCheck, isGenuine, readScanned } from "./till-code.js";
import { Refused, Unreachable } from "./till-server.js";

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const refused = (code, problem, more = {}) => ({ code, at: Date.now(), outcome: "refused", problem, ...more });

/** The desk of a campaign's till. `state.online` and `state.closed` say how it stands with the server. */
export const deskOf = (slug, memory, server) => {
  const state = { online: navigator.onLine, closed: false };
  /** Codes that the server is being asked for. */
  const asking = new Set();

  /** Waits for an answer, and notes whether there is one. */
  const asked = async (question) => {
    try {
      const answer = await question;
      Object.assign(state, { online: true, closed: false });
      return answer;
    } catch (error) {
      state.online = !(error instanceof Unreachable);
      state.closed ||= error instanceof Refused && error.problem.status === 401;
      throw error;
    }
  };

  /** Fetches what is needed without a network. */
  const learn = async () => memory.keepAbout(await asked(server.about(memory.token())));

  /** Lets the server decide on an entry. Throws where it has not decided: the entry stays where it is then. */
  const settle = async (entry, isFirst) => {
    const { code } = entry;
    asking.add(code);
    try {
      const { redeemed_at: when, again } = await asked(server.redeem(memory.token(), entry));
      memory.dequeue(code);
      // An entry that had waited is no second customer: the first answer was lost.
      if (again && isFirst) return { code, outcome: "again", when };
      const done = { code, at: Date.now(), outcome: "redeemed", when };
      memory.keepDone(done);
      return done;
    } catch (error) {
      if (!(error instanceof Refused) || state.closed) throw error;
      memory.dequeue(code);
      const { problem } = error;
      const done = refused(code, problem.code, { when: problem.redeemed_at ?? problem.expired_at, till: problem.till, detail: problem.detail });
      // Something was handed out for it already.
      if (!isFirst) memory.keepDone(done);
      return done;
    } finally {
      asking.delete(code);
    }
  };

  /** A code that was typed or scanned: what has become of it, as `{ outcome, … }`. */
  const take = async (text) => {
    const { code, problem, ...more } = readScanned(text);
    if (problem) return refused(undefined, problem, more);
    const before = memory.queued(code);
    if (before) return takeAgain(before);
    const earlier = memory.done().find((done) => done.code === code && done.outcome === "redeemed");
    if (earlier) return { code, outcome: "again", when: earlier.at };
    return takeFirst(code);
  };

  const takeAgain = async (entry) => {
    const settled = await settle(entry, false).catch(() => undefined);
    if (settled?.outcome === "refused") return settled;
    return { code: entry.code, outcome: settled ? "again" : "waiting_again", when: entry.at };
  };

  const takeFirst = async (code) => {
    const about = memory.about();
    const genuine = about && canCheck() ? await isGenuine(about.key, slug, code) : undefined;
    const entry = { code, key: newKey(), at: Date.now() };
    // Written down before it is asked: a page that is closed meanwhile forgets nothing.
    if (genuine) memory.enqueue(entry);
    try {
      return await settle(entry, true);
    } catch (error) {
      if (state.closed) {
        memory.dequeue(code);
        return refused(code, "till_unknown");
      }
      if (!(error instanceof Unreachable)) throw error;
      if (genuine) return { code, outcome: "waiting" };
      if (genuine === false) return refused(code, "code_not_genuine");
      return refused(code, about ? "no_crypto" : "first_connect");
    }
  };

  /** Asks again for all that waits, until nobody answers. */
  const sync = async () => {
    for (const entry of memory.queue().filter(({ code }) => !asking.has(code))) {
      try {
        await settle(entry, false);
      } catch {
        return;
      }
    }
  };

  return { state, learn, take, sync };
};
