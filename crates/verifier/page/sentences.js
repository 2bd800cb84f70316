// One sentence for one finding, and the place that a failed one names.

const partOf = (check) => (check === "forfeits" ? "prizes" : check);

/** What a step that holds says, with what the files say of themselves. */
const holding = {
  commitment: (_, facts, { say, number, time }) =>
    Number.isFinite(facts.closed) &&
    say("ok_commitment", { time: time(facts.closed, true), entries: say("people", {}, facts.entries), tickets: say("tickets", { n: number(facts.tickets) }, facts.tickets) }),
  seen: (finding, _, { say, time }, report) => {
    const at = report.mine?.seen_at ?? finding.values?.at;
    return at && say("ok_seen", { time: time(at, true) });
  },
  beacon: (finding, facts, { say, number, time }) => {
    if (finding.values?.weak || finding.code === "weak") return say("ok_beacon_weak");
    if (facts.round && facts.roundAt) return say("ok_beacon_drand", { round: number(facts.round), time: time(facts.roundAt, true) });
    return say("ok_beacon");
  },
  draws: (_, __, { say }, report) => say("ok_draws", {}, report.draws?.length ?? 0),
  prizes: (_, __, { say }, report) => {
    const moved = (report.draws ?? []).filter(({ forfeited }) => forfeited).length;
    return moved ? say("ok_prizes_moved", {}, moved) : say("ok_prizes");
  },
  excluded: (_, facts, { say }) => (facts.excluded > 0 ? say("ok_excluded", {}, facts.excluded) : facts.excluded === 0 && say("ok_excluded_none")),
  roll: (_, facts, { say }) => facts.entries > 0 && say("ok_roll", {}, facts.entries),
  won: (_, __, { say }, { mine }) => say(typeof mine?.k === "number" ? "ok_won" : "ok_won_none"),
};

/** The sentence of a finding; a step or outcome without one of its own is named by its step. */
export const sentence = (finding, report, facts, speech) => {
  const { say, has } = speech;
  const [check, { outcome, code }] = [partOf(finding.check), finding];
  const step = has(`step_${check}`) ? say(`step_${check}`) : check;
  if (outcome === "ok") {
    const own = holding[check]?.(finding, facts, speech, report);
    if (own) return own;
    return has(`ok_${check}`) ? say(`ok_${check}`) : say("ok", { step });
  }
  for (const key of [`fault_${code}`, `${outcome}_${check}`]) if (has(key)) return say(key, finding.values ?? {});
  return say(outcome, { step });
};

/** "Drawing 3 · code wrong_start": where a step fails, for whoever looks it up. */
export const where = ({ code, values = {} }, { say, number }) => {
  const places = ["k", "row", "line"].filter((name) => typeof values[name] === "number").map((name) => say(`where_${name}`, { [name]: number(values[name]) }));
  return [...places, code && say("code", { code })].filter(Boolean).join(" · ");
};
