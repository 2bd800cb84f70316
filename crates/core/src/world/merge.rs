//! What changes when it shows who somebody is: what is owed for him, devices that are one person, people who leave.

use super::{Credit, Fan, FanId, KeptOut, Owed, Reason, Referrer, Standing, Why, World, counter};

impl World {
    /// Adds, or with −1 takes away, somebody's tickets to those in the draw.
    pub(super) fn count_tickets_of(&mut self, fan: &str, sign: i64) {
        let tickets = self.fan(fan).map_or(0, Fan::tickets);
        self.count(counter::TICKETS.to_owned(), sign * i64::from(tickets));
    }

    pub(super) fn keep_out(&mut self, id: &str, why: Option<KeptOut>) {
        let Some(fan) = self.fans.get(id) else { return };
        let (before, in_draw) = (fan.kept_out, fan.in_draw());
        self.change(id, |fan| fan.kept_out = why);
        if !in_draw {
            return;
        }
        self.delta.kept_out.insert(id.to_owned(), why);
        match (before, why) {
            (None, Some(_)) => self.count_tickets_of(id, -1),
            (Some(_), None) => self.count_tickets_of(id, 1),
            _ => {}
        }
    }

    pub(super) fn owe(&mut self, credit: Credit) {
        if let Some(fan) = self.fans.get_mut(&credit.to) {
            add(fan, &credit);
        }
        if let Some(friend) = self.fans.get_mut(&credit.friend) {
            friend.credits.push(credit.clone());
        }
        self.delta
            .credits
            .insert((credit.friend.clone(), credit.reason), credit);
    }

    pub(super) fn credit(&mut self, credit: Credit) {
        let friend = self.fans.get_mut(&credit.friend);
        let known = friend.and_then(|friend| friend.credits.iter_mut().find(|known| known.reason == credit.reason));
        let Some(known) = known else { return };
        let before = std::mem::replace(known, credit.clone());
        if let Some(fan) = self.fans.get_mut(&before.to) {
            if let Some(owed) = fan.owed.get_mut(&(before.reason, before.why)) {
                owed.friends = owed.friends.saturating_sub(1);
            }
            fan.owed.retain(|_, owed| owed.friends > 0);
        }
        if let Some(fan) = self.fans.get_mut(&credit.to) {
            add(fan, &credit);
        }
        self.delta
            .credits
            .insert((credit.friend.clone(), credit.reason), credit);
    }

    /// Whoever seemed to have brought him has one friend less. Who has brought him in truth has him among his friends already, as another device.
    pub(super) fn refer(&mut self, id: &str, referrer: Option<Referrer>, (generation, origin): (u32, String)) {
        let Some(fan) = self.fans.get(id) else { return };
        let (before, joined) = (fan.referrer.clone(), fan.joined.is_some());
        if let Some(before) = before {
            self.change(&before.fan, |friend| lose(friend, joined));
        }
        self.reshelve(id, |fan| {
            fan.referrer = referrer;
            fan.generation = generation;
            fan.origin = origin;
        });
    }

    /// The store repeats this for everybody who is not loaded.
    pub(super) fn merge(&mut self, from: FanId, into: FanId) {
        self.keep_out(&from, Some(KeptOut::Duplicate));
        let Some(device) = self.fans.get(&from).cloned() else {
            return;
        };
        self.reshelve(&from, |device| {
            device.standing = Standing::Merged;
            device.merged_into = Some(into.clone());
            (device.friends_arrived, device.friends_joined, device.friends_counted) = (0, 0, 0);
            device.owed.clear();
            device.waits.clear();
            device.wins.clear();
        });
        let own = device.referrer.as_ref().is_some_and(|referrer| referrer.fan == into);
        let counted = self.friends_counted_after(&device, &into);
        self.change(&into, |fan| {
            if own {
                lose(fan, device.joined.is_some());
            }
            fan.friends_arrived += device.friends_arrived;
            fan.friends_joined += device.friends_joined;
            fan.friends_counted = counted;
            fan.joined = [fan.joined, device.joined].into_iter().flatten().min();
            fan.steps.extend(device.steps);
            fan.waits.extend(device.waits);
            fan.wins.extend(device.wins);
            for (key, owed) in device.owed {
                let sum = fan.owed.entry(key).or_insert(Owed { friends: 0, ..owed });
                sum.friends += owed.friends;
                sum.due = sum.due.min(owed.due);
            }
        });
        for fan in self.fans.values_mut() {
            if let Some(known) = fan.merged_into.as_mut().filter(|known| **known == from) {
                known.clone_from(&into);
            }
            if let Some(referrer) = fan.referrer.as_mut().filter(|referrer| referrer.fan == from) {
                referrer.fan.clone_from(&into);
            }
            for credit in fan.credits.iter_mut().filter(|credit| credit.to == from) {
                credit.to.clone_from(&into);
            }
        }
        for (_, waiting) in self.lines.values_mut().flat_map(|line| line.heads.iter_mut()) {
            if *waiting == from {
                waiting.clone_from(&into);
            }
        }
        let owners = self.by_token.values_mut().chain(self.by_code.values_mut());
        for owner in owners.chain(self.people.values_mut()) {
            if *owner == from {
                owner.clone_from(&into);
            }
        }
        self.delta.merges.push((from, into));
    }

    /// Friends who count of a person and his device together: who is the same person is nobody's friend.
    #[must_use]
    pub fn friends_counted_after(&self, device: &Fan, into: &str) -> u32 {
        let Some(person) = self.fans.get(into) else { return 0 };
        let earned = |fan: &Fan, to: &str| {
            let mut credits = fan.credits.iter();
            credits.any(|credit| credit.to == to && credit.reason == Reason::Friend && credit.why == Why::Earned)
        };
        let own = u32::from(earned(person, &device.id)) + u32::from(earned(device, &person.id));
        (person.friends_counted + device.friends_counted).saturating_sub(own)
    }

    pub(super) fn erase(&mut self, fan: FanId, stub: FanId) {
        self.keep_out(&fan, Some(KeptOut::Withdrawn));
        if let Some(gone) = self.fans.remove(&fan) {
            self.by_code.remove(&gone.code);
        }
        self.by_token.retain(|_, owner| *owner != fan);
        self.people.retain(|_, owner| *owner != fan);
        self.delta.weighed.remove(&fan);
        self.delta.erased.push((fan, stub));
    }
}

/// One friend less.
fn lose(fan: &mut Fan, joined: bool) {
    fan.friends_arrived = fan.friends_arrived.saturating_sub(1);
    fan.friends_joined = fan.friends_joined.saturating_sub(u32::from(joined));
}

fn add(fan: &mut Fan, credit: &Credit) {
    let owed = fan.owed.entry((credit.reason, credit.why)).or_insert(Owed {
        friends: 0,
        due: credit.due,
    });
    owed.friends += 1;
    owed.due = owed.due.min(credit.due);
}
