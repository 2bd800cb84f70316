// What the files say of themselves, for sentences. Nothing here decides: a sentence with such a value is only said of a step that holds.

import { hex } from "./hex.js";

const decoder = new TextDecoder();

const json = (bytes) => {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return {};
  }
};

/** The League of Entropy's chain: quicknet, a round every three seconds. */
const quicknet = { chain: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", genesis: 1_692_803_367, period: 3 };

const roundOf = (spec) => {
  const [, chain, round] = /drand:([0-9a-f]{64}):(\d{1,15})/.exec(spec ?? "") ?? [];
  return { chain, round: round && Number(round), at: chain === quicknet.chain ? quicknet.genesis + (round - 1) * quicknet.period : undefined };
};

/** `{ campaign, draw, draws, closed, entries, tickets, excluded, round, roundAt, manifestHash, commitmentHash, prizes }`. */
export const factsOf = async (files) => {
  const manifest = json(files.get("manifest.json"));
  const note = decoder.decode(files.get("commitment.txt") ?? new Uint8Array());
  // The signature lines come after an empty one, and are not part of what is hashed.
  const text = note.slice(0, note.indexOf("\n\n") + 1);
  const line = (name) => new RegExp(`^${name} (.+)$`, "m").exec(text)?.[1];
  const { round, at } = roundOf(line("beacon") ?? manifest.beacon);
  const prizes = Array.isArray(manifest.prizes) ? manifest.prizes : [];
  return {
    campaign: line("campaign") ?? manifest.campaign,
    draw: Number(line("draw") ?? manifest.draw),
    draws: manifest.draws,
    closed: Number(line("closed")),
    entries: Number(line("entries")),
    tickets: Number(line("tickets")),
    excluded: parseInt(line("excluded"), 10),
    round,
    roundAt: at,
    manifestHash: files.has("manifest.json") && (await hex(files.get("manifest.json"))),
    commitmentHash: text && (await hex(new TextEncoder().encode(text))),
    prizes: prizes.map((prize) => String(prize?.name ?? "")),
  };
};
