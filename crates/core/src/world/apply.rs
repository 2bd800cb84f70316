//! What each change does to the facts, and what it leaves to be written.

use super::{
    Change, Event, Fan, FanId, Grant, Held, Pick, PickRow, Referrer, Ruling, Step, Unit, Wait, WaitRow, Win, World,
    counter,
};
use crate::moment::Moment;

impl World {
    pub(super) fn apply_one(&mut self, change: Change) {
        match change {
            Change::Arrive(fan) => {
                self.befriend(fan.referrer.as_ref(), |friend| friend.friends_arrived += 1);
                self.delta.fans.insert(fan.id.clone(), (*fan).clone());
                self.load_fan(*fan);
            }
            Change::Claim {
                fan,
                referrer,
                channel,
                generation,
                origin,
            } => {
                self.befriend(Some(&referrer), |friend| friend.friends_arrived += 1);
                self.reshelve(&fan, |fan| {
                    fan.referrer = Some(referrer);
                    fan.channel = channel;
                    fan.generation = generation;
                    fan.origin = origin;
                });
            }
            Change::Source { fan, utm } => {
                self.delta.sources.insert(fan, utm);
            }
            Change::Join { fan, at } => {
                self.count(counter::JOINED.to_owned(), 1);
                self.change(&fan, |fan| fan.joined = Some(at));
                let referrer = self.fan(&fan).and_then(|fan| fan.referrer.clone());
                self.befriend(referrer.as_ref(), |friend| friend.friends_joined += 1);
            }
            Change::EnterDraw { fan, nonce } => {
                self.change(&fan, |fan| fan.nonce = Some(nonce));
                self.delta.weighed.insert(fan.clone());
                match self.fan(&fan).and_then(|fan| fan.kept_out) {
                    Some(why) => drop(self.delta.kept_out.insert(fan, Some(why))),
                    None => self.count_tickets_of(&fan, 1),
                }
            }
            Change::Record(event) => self.record(event),
            Change::Grant(grant) => self.grant(grant),
            Change::Pick {
                fan,
                node,
                key,
                pick,
                ruling,
                at,
            } => self.pick(
                PickRow {
                    fan,
                    node,
                    key,
                    at,
                    pick: None,
                },
                pick,
                ruling,
            ),
            Change::Unpick { fan, node, key } => self.unpick(fan, node, key),
            Change::Repick { fan, node, key, people } => self.repick(fan, (node, key), people),
            Change::MovePick {
                from,
                into,
                node,
                key,
                people,
            } => self.move_pick((from, into), (node, key), people),
            Change::Verify { fan, at } => self.reshelve(&fan, |fan| fan.verified = Some(at)),
            Change::Stand { fan, standing } => self.reshelve(&fan, |fan| fan.standing = standing),
            Change::KeepOut { fan, why } => self.keep_out(&fan, why),
            Change::Owe(credit) => self.owe(credit),
            Change::Credit(credit) => self.credit(credit),
            Change::FriendCounts { fan } => self.change(&fan, |fan| fan.friends_counted += 1),
            Change::Person(row) => {
                self.load_person(row.person.clone(), row.fan.clone());
                self.delta.people.push(row);
            }
            Change::Merge { from, into } => self.merge(from, into),
            Change::Refer {
                fan,
                referrer,
                generation,
                origin,
            } => self.refer(&fan, referrer, (generation, origin)),
            Change::Erase { fan, stub } => self.erase(fan, stub),
            Change::TakeSeed { code, fan } => {
                if let Some(seed) = self.seeds.get_mut(&code) {
                    seed.fan = Some(fan.clone());
                }
                self.delta.seeds.insert(code, fan);
            }
            Change::Code(held) => self.keep_code(held),
            Change::Stock { node, item, stock } => {
                self.stocks.insert((node.clone(), item.clone()), stock);
                self.delta.stocks.insert((node, item), stock);
            }
            Change::Wait(row) => self.wait(row),
            Change::Leave(row) => self.leave(row),
            Change::Win { fan, win } => self.win(fan, win),
            Change::Count { name, by } => self.count(name, by),
        }
    }

    fn record(&mut self, event: Event) {
        let step = [Step::Seen, Step::Started, Step::Completed]
            .into_iter()
            .find(|&step| event.kind == step.into());
        if let Some(step) = step {
            if step == Step::Completed {
                self.count(counter::done(&event.node), 1);
            }
            // Steps are read back from the events, so the fan's own row does not change.
            if let Some(fan) = self.fans.get_mut(&event.fan) {
                fan.steps.insert((event.node.clone(), step));
            }
        }
        self.delta.events.push(event);
    }

    fn grant(&mut self, grant: Grant) {
        let Some(fan) = self.fans.get_mut(&grant.fan) else {
            return;
        };
        let key = (grant.node.clone(), grant.reason, grant.unit);
        *fan.earned.entry(key).or_default() += grant.amount;
        let (in_draw, weighs) = (fan.in_draw(), fan.kept_out.is_none());
        if in_draw && grant.unit == Unit::Tickets {
            self.delta.weighed.insert(grant.fan.clone());
            if weighs {
                self.count(counter::TICKETS.to_owned(), i64::from(grant.amount));
            }
        }
        self.delta.grants.push(grant);
    }

    fn pick(&mut self, row: PickRow, pick: Pick, ruling: Ruling) {
        let place = (row.node.clone(), row.key.clone());
        if let Some(fan) = self.fans.get_mut(&row.fan) {
            fan.picks.insert(place.clone(), pick.clone());
        }
        let known = self.rulings.get(&place).copied();
        let tally = self.delta.tallies.entry(place.clone()).or_default();
        tally.people += i64::from(pick.people);
        tally.score += counted_score(&pick);
        tally.ruling = known.unwrap_or(ruling);
        if tally.label.is_empty() {
            tally.label.clone_from(&pick.label);
        }
        if pick.own && known.is_none() {
            self.count(counter::groups(&row.node), 1);
        }
        self.rulings.insert(place, known.unwrap_or(ruling));
        self.delta.picks.push(PickRow {
            pick: Some(pick),
            ..row
        });
    }

    fn unpick(&mut self, fan: FanId, node: String, key: String) {
        let place = (node.clone(), key.clone());
        let taken = self.fans.get_mut(&fan).and_then(|fan| fan.picks.remove(&place));
        let tally = self.delta.tallies.entry(place).or_default();
        if let Some(taken) = taken {
            tally.people -= i64::from(taken.people);
            tally.score -= counted_score(&taken);
        }
        self.delta.picks.push(PickRow {
            fan,
            node,
            key,
            at: Moment(0),
            pick: None,
        });
    }

    fn repick(&mut self, fan: FanId, (node, key): (String, String), people: u32) {
        let place = (node.clone(), key.clone());
        let known = self.fans.get_mut(&fan).and_then(|fan| fan.picks.get_mut(&place));
        let Some(pick) = known else { return };
        let before = pick.clone();
        pick.people = people;
        let after = pick.clone();
        let tally = self.delta.tallies.entry(place).or_default();
        tally.people += i64::from(after.people) - i64::from(before.people);
        tally.score += counted_score(&after) - counted_score(&before);
        self.delta.picks.push(PickRow {
            fan,
            node,
            key,
            at: Moment(0),
            pick: Some(after),
        });
    }

    fn move_pick(&mut self, (from, into): (FanId, FanId), (node, key): (String, String), people: u32) {
        let place = (node.clone(), key.clone());
        let taken = self.fans.get_mut(&from).and_then(|fan| fan.picks.remove(&place));
        let Some(before) = taken else { return };
        let after = Pick {
            people,
            ..before.clone()
        };
        let tally = self.delta.tallies.entry(place.clone()).or_default();
        tally.people += i64::from(after.people) - i64::from(before.people);
        tally.score += counted_score(&after) - counted_score(&before);
        if let Some(fan) = self.fans.get_mut(&into) {
            fan.picks.insert(place, after.clone());
        }
        for (fan, pick) in [(from, None), (into, Some(after))] {
            self.delta.picks.push(PickRow {
                fan,
                node: node.clone(),
                key: key.clone(),
                at: Moment(0),
                pick,
            });
        }
    }

    fn keep_code(&mut self, held: Held) {
        let before = self.codes.insert(held.code.clone(), held.clone());
        let former = before
            .and_then(|before| before.fan)
            .filter(|former| held.fan.as_ref() != Some(former));
        if let Some(fan) = former.and_then(|former| self.fans.get_mut(&former)) {
            fan.codes.remove(&held.code);
        }
        if let Some(fan) = held.fan.as_ref().and_then(|fan| self.fans.get_mut(fan)) {
            fan.codes.insert(held.code.clone(), held.clone());
        }
        self.delta.codes.insert(held.code.clone(), held);
    }

    fn wait(&mut self, row: WaitRow) {
        let line = self.lines.entry((row.node.clone(), row.item.clone())).or_default();
        if line.whole {
            line.heads.push_back((row.place, row.fan.clone()));
        }
        if let Some(fan) = self.fans.get_mut(&row.fan) {
            fan.waits.push(Wait {
                node: row.node.clone(),
                item: row.item.clone(),
                place: row.place,
                ahead: row.ahead,
            });
        }
        self.delta.waits.push(row);
    }

    fn leave(&mut self, row: WaitRow) {
        if let Some(line) = self.lines.get_mut(&(row.node.clone(), row.item.clone())) {
            line.heads.retain(|(place, _)| *place != row.place);
        }
        if let Some(fan) = self.fans.get_mut(&row.fan) {
            fan.waits
                .retain(|wait| (&wait.node, wait.place) != (&row.node, row.place));
        }
        self.delta.leaves.push(row);
    }

    fn win(&mut self, fan: FanId, win: Win) {
        if let Some(moments) = self.moments.get_mut(&win.node) {
            moments.retain(|open| open.moment != win.moment);
        }
        self.count(counter::won(&win.node, win.prize, win.at.day()), 1);
        self.count(counter::won_in_all(&win.node, win.prize), 1);
        if let Some(fan) = self.fans.get_mut(&fan) {
            fan.wins.push(win.clone());
        }
        self.delta.wins.push((fan, win));
    }

    fn befriend(&mut self, referrer: Option<&Referrer>, change: impl FnOnce(&mut Fan)) {
        if let Some(referrer) = referrer {
            self.change(&referrer.fan, change);
        }
    }

    /// A change that may move the counts of somebody's events.
    pub(super) fn reshelve(&mut self, id: &str, change: impl FnOnce(&mut Fan)) {
        if let Some(fan) = self.fans.get(id) {
            self.shelves.entry(id.to_owned()).or_insert_with(|| fan.shelf());
        }
        self.change(id, change);
    }

    pub(super) fn change(&mut self, id: &str, change: impl FnOnce(&mut Fan)) {
        if let Some(fan) = self.fans.get_mut(id) {
            change(fan);
            self.delta.fans.insert(id.to_owned(), fan.clone());
        }
    }

    pub(super) fn count(&mut self, name: String, by: i64) {
        *self.counters.entry(name.clone()).or_default() += by;
        *self.delta.counters.entry(name).or_default() += by;
    }
}

/// Points of a pick, as far as it counts.
fn counted_score(pick: &Pick) -> i64 {
    if pick.people > 0 { i64::from(pick.score) } else { 0 }
}
