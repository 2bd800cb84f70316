// One sentence for one finding, and the place that a failed one names.

/** Values as people write them: numbers by their language, codes as the words for them. */
const spelt = (values = {}, { has, say, number }) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? number(value) : has(`reason_${value}`) ? say(`reason_${value}`) : value]),
  );

/** What a step that holds says, with what the files say of themselves. */
const holding = {
  commitment: (_, facts, { say, number, time }) =>
    Number.isFinite(facts.closed) &&
    say("ok_commitment", { time: time(facts.closed, true), entries: say("people", {}, facts.entries), tickets: say("tickets", { n: number(facts.tickets) }, facts.tickets) }),
  seen: (finding, _, { say, time }) => {
    const { at } = finding.values ?? {};
    return at && say("ok_seen", { time: time(at, true) });
  },
  beacon: (finding, facts, { say, number, time }) => {
    if (finding.values?.strength === "weak") return say("ok_beacon_weak");
    if (facts.round && facts.roundAt) return say("ok_beacon_drand", { round: number(facts.round), time: time(facts.roundAt, true) });
    return say("ok_beacon");
  },
  draws: (_, __, { say }, report) => say("ok_draws", {}, report.draws?.length ?? 0),
  forfeits: (finding, _, { say }) => finding.values?.forfeits > 0 && say("ok_forfeits_some", {}, finding.values.forfeits),
  mine: (finding, _, { say }) => finding.values?.receipts_unchecked && say("ok_mine_unchecked"),
  excluded: (_, facts, { say }) => (facts.excluded > 0 ? say("ok_excluded", {}, facts.excluded) : facts.excluded === 0 && say("ok_excluded_none")),
  roll: (_, facts, { say }) => facts.entries > 0 && say("ok_roll", {}, facts.entries),
  won: (finding, { names }, speech) => {
    const { k, prize, name, forfeited } = finding.values ?? {};
    if (typeof k !== "number") return speech.say("ok_won_none");
    if (forfeited) return speech.say("ok_won_gone", spelt({ reason: forfeited }, speech));
    return typeof prize === "number" ? speech.say("ok_won", { name: names?.[prize] ?? name }) : speech.say("ok_won_spare");
  },
};

/** The sentence of a finding; a step or outcome without one of its own is named by its step. */
export const sentence = (finding, report, facts, speech) => {
  const { say, has } = speech;
  const { check, outcome, code } = finding;
  const step = has(`step_${check}`) ? say(`step_${check}`) : check;
  if (outcome === "ok") {
    const own = holding[check]?.(finding, facts, speech, report);
    if (own) return own;
    return has(`ok_${check}`) ? say(`ok_${check}`) : say("ok", { step });
  }
  const values = spelt(finding.values, speech);
  if (outcome === "failed") return has(`fault_${code}`) ? say("fault", { step, what: say(`fault_${code}`, values) }) : say("failed", { step });
  const key = [`${outcome}_${check}_${code}`, `why_${code}`].find(has);
  return key ? say(key, { step, ...values }) : say(outcome, { step });
};

/** "Drawing 3 · code wrong_start": where a step fails, for whoever looks it up. */
export const where = ({ code, values = {} }, { say, number }) => {
  const named = ["k", "row", "line", "checkpoint", "receipt", "byte"].filter((name) => typeof values[name] === "number");
  const places = named.map((name) => say(`where_${name}`, { [name]: number(values[name]), n: number(values[name] + 1) }));
  return [...places, code && say("code", { code })].filter(Boolean).join(" · ");
};
