//! The rehearsal itself: what is planned happens in the order of time, and every act is decided by the rules that count.

use super::{
    after, assume, checkin,
    confirm::Confirming,
    dice::Dice,
    guess, instant,
    people::{Calendar, People},
    queue::{Link, Queue, Task},
    share,
    tally::Tally,
    visit::{Visit, acts},
};
use canyu_core::{
    act::{Act, ActRequest},
    campaign::{Campaign, Kind, Node},
    decide::{Input, Order, Rules, decide, decide_order},
    moment::Moment,
    referral,
    world::{Fan, Line, OpenMoment, World, counter},
};
use std::collections::{BTreeMap, HashMap, VecDeque};

/// A rehearsal under way.
pub(super) struct Run<'a> {
    pub rules: Rules<'a>,
    pub campaign: &'a Campaign,
    pub world: World,
    pub people: People,
    pub tally: Tally,
    /// By the name of a fan, whose it is.
    numbers: HashMap<String, u32>,
    /// For what is nobody's own chance.
    dice: Dice,
    queue: Queue,
    confirming: Confirming,
    /// Winning moments that have not come yet, by node.
    coming: BTreeMap<String, VecDeque<OpenMoment>>,
    now: Moment,
}

impl<'a> Run<'a> {
    pub fn new(rules: Rules<'a>, people: u32, seed: u64) -> Self {
        let campaign = rules.campaign;
        let mut run = Self {
            rules,
            campaign,
            world: World::default(),
            people: People::new(people, seed),
            tally: Tally::new(campaign),
            numbers: HashMap::new(),
            dice: Dice::new(seed, 0),
            queue: Queue::default(),
            confirming: Confirming::default(),
            coming: BTreeMap::new(),
            now: campaign.opens,
        };
        run.plan_people();
        for (index, node) in campaign.nodes.iter().enumerate() {
            run.plan_node(index, node);
        }
        run
    }

    /// Everybody comes by himself at some time.
    fn plan_people(&mut self) {
        let calendar = Calendar::new(self.campaign);
        for (number, person) in (0..).zip(&mut self.people.all) {
            let at = calendar.draw(&mut person.dice);
            self.queue.push(
                at,
                Task::Come {
                    person: number,
                    link: None,
                },
            );
        }
    }

    fn plan_node(&mut self, index: usize, node: &Node) {
        match &node.kind {
            Kind::Guess(_) => {
                if let Some(reveal) = self.campaign.reveal(node) {
                    self.queue.push(reveal, Task::Reveal(index));
                }
            }
            Kind::Reserve(reserve) => {
                let people = self.people.all.len() as u32;
                for item in &reserve.items {
                    let line = Line {
                        heads: VecDeque::new(),
                        whole: true,
                    };
                    self.world.load_line(node.id.clone(), item.key.clone(), line);
                    // More codes than people change nothing.
                    for _ in 0..item.priority.min(people) {
                        let (node, item) = (node.id.clone(), item.key.clone());
                        self.queue
                            .push(self.campaign.opens, Task::Order(Order::Issue { node, item }));
                    }
                }
            }
            Kind::Instant(rules) => {
                let all = instant::moments(self.campaign, self.rules.secrets, node, rules);
                self.coming.insert(node.id.clone(), all.into());
            }
            Kind::CheckIn(rules) => {
                for (number, person) in (0..).zip(&mut self.people.all) {
                    let planned = checkin::plan(self.campaign, index, node, rules, (number, person));
                    if let Some((at, task)) = planned {
                        self.queue.push(at, task);
                    }
                }
            }
            _ => {}
        }
    }

    /// How much of the campaign's time has passed, in thousandths.
    pub fn done(&self) -> u32 {
        let (opens, closes) = (self.campaign.opens.0, self.campaign.closes.0);
        let share = self.now.0.min(closes).saturating_sub(opens).saturating_mul(1_000) / (closes - opens).max(1);
        u32::try_from(share).unwrap_or(0)
    }

    /// What is planned next happens. `false` when nothing is planned any more.
    pub fn step(&mut self) -> bool {
        let Some((at, task)) = self.queue.pop() else {
            self.tally.sample(self.campaign, self.campaign.closes);
            return false;
        };
        self.now = at;
        self.tally.sample(self.campaign, at.min(self.campaign.closes));
        match task {
            Task::Come { person, link } => self.come(person, link),
            Task::Next(person) => self.next(person),
            Task::Act(person, act) => {
                self.ensure_arrived(person, None);
                self.act(person, act);
            }
            Task::Attend(person, node, place) => self.attend(person, node, place),
            Task::Order(order) => self.order(&order),
            Task::Reveal(node) => self.reveal(node),
        }
        true
    }

    /// The fans in the order of their numbers.
    pub fn fans(&self) -> impl Iterator<Item = &Fan> + Clone {
        let names = self.people.all.iter().filter_map(|person| person.fan.as_ref());
        names.filter_map(|name| self.world.fan(name))
    }

    fn come(&mut self, number: u32, link: Option<Link>) {
        if self.now >= self.campaign.closes {
            return;
        }
        let is_new = self.people.get(number).is_some_and(|person| person.fan.is_none());
        let (code, channel) = link.map(|link| (link.code, link.channel)).unzip();
        if is_new || code.is_some() {
            self.act(
                number,
                Act::Arrive {
                    code,
                    channel,
                    utm: None,
                },
            );
        }
        let open: Vec<usize> = self.open_nodes();
        let ids = open.iter().filter_map(|&index| self.campaign.nodes.get(index));
        let nodes: Vec<String> = ids.map(|node| node.id.clone()).collect();
        if !nodes.is_empty() {
            self.act(number, Act::See { nodes });
        }
        let left = self.campaign.closes.0 - self.now.0;
        let Some(person) = self.people.get(number).filter(|person| person.plays) else {
            return;
        };
        person.todo = open;
        person.todo.reverse();
        self.queue
            .push(self.now.plus(person.dice.wait(15_000)), Task::Next(number));
        if is_new {
            for _ in 0..person.dice.times(person.class.returns) {
                let at = self.now.plus(person.dice.wait((2 * assume::DAY).min(left / 3)));
                if at < self.campaign.closes {
                    self.queue.push(
                        at,
                        Task::Come {
                            person: number,
                            link: None,
                        },
                    );
                }
            }
        }
    }

    fn open_nodes(&self) -> Vec<usize> {
        let nodes = self.campaign.nodes.iter().enumerate();
        let is_open = |node: &Node| {
            let (opens, closes) = self.campaign.window(node);
            opens <= self.now && self.now < closes
        };
        nodes
            .filter(|(_, node)| is_open(node))
            .map(|(index, _)| index)
            .collect()
    }

    /// The next node of a visit, or its end.
    fn next(&mut self, number: u32) {
        let Some(person) = self.people.get(number) else {
            return;
        };
        let Some(index) = person.todo.pop() else {
            return self.end_visit(number);
        };
        let mut at = self.now;
        for (place, act) in self.acts_at(number, index).into_iter().enumerate() {
            if place == 0 {
                self.act(number, act);
            } else {
                at = at.plus(6_000 * place as i64);
                self.queue.push(at, Task::Act(number, act));
            }
        }
        let pause = self.people.get(number).map_or(0, |person| person.dice.wait(12_000));
        self.queue.push(at.plus(pause), Task::Next(number));
    }

    /// What somebody does at a node, if it is open for him and he feels like it.
    fn acts_at(&mut self, number: u32, index: usize) -> Vec<Act> {
        let Some(node) = self.campaign.nodes.get(index) else {
            return Vec::new();
        };
        let Some(person) = self.people.all.get_mut(number as usize) else {
            return Vec::new();
        };
        let Some(fan) = person.fan.as_ref().and_then(|name| self.world.fan(name)) else {
            return Vec::new();
        };
        let (_, closes) = self.campaign.window(node);
        let is_locked = node.after.as_ref().is_some_and(|first| !fan.has_done(first));
        if self.now >= closes || is_locked || !person.dice.chance(person.class.does * assume::appeal(&node.kind)) {
            return Vec::new();
        }
        acts(&mut Visit {
            node,
            fan,
            crowd: &self.tally.crowd,
            now: self.now,
            dice: &mut person.dice,
        })
    }

    fn end_visit(&mut self, number: u32) {
        let Some(person) = self.people.all.get_mut(number as usize) else {
            return;
        };
        let Some(fan) = person.fan.as_ref().and_then(|name| self.world.fan(name)) else {
            return;
        };
        let Some(shared) = share::at_the_end(self.campaign, fan, person) else {
            return;
        };
        let Some(node) = self
            .campaign
            .nodes
            .get(shared.node)
            .filter(|_| self.now < self.campaign.closes)
        else {
            return;
        };
        let code = referral::share_code(&fan.code, shared.node as u32);
        let (node, channel) = (node.id.clone(), shared.channel);
        self.act(
            number,
            Act::Share {
                node,
                channel: channel.clone(),
            },
        );
        for _ in 0..shared.friends {
            let Some(friend) = self.people.somebody_absent(number) else {
                return;
            };
            let wait = self
                .people
                .get(number)
                .map_or(0, |person| person.dice.wait(assume::FOLLOWS));
            let link = Link {
                code: code.clone(),
                channel: channel.clone(),
            };
            let task = Task::Come {
                person: friend,
                link: Some(link),
            };
            self.queue.push(self.now.plus(wait), task);
        }
    }

    fn attend(&mut self, number: u32, index: usize, place: usize) {
        let Some(node) = self.campaign.nodes.get(index) else {
            return;
        };
        let Kind::CheckIn(rules) = &node.kind else { return };
        self.ensure_arrived(number, Some("event"));
        if let Some(act) = checkin::act(self.rules, node, rules, place, self.now) {
            self.act(number, act);
        }
    }

    fn ensure_arrived(&mut self, number: u32, channel: Option<&str>) {
        if self.people.get(number).is_some_and(|person| person.fan.is_none()) {
            let channel = channel.map(str::to_owned);
            self.act(
                number,
                Act::Arrive {
                    code: None,
                    channel,
                    utm: None,
                },
            );
        }
    }

    /// Those who were right get their bonus.
    fn reveal(&mut self, index: usize) {
        let Some(node) = self.campaign.nodes.get(index) else {
            return;
        };
        let Kind::Guess(rules) = &node.kind else { return };
        let right = guess::right(node, rules, self.fans());
        let right: Vec<String> = right.into_iter().map(|fan| fan.id.clone()).collect();
        if rules.bonus > 0 {
            for fan in right {
                let node = node.id.clone();
                self.order(&Order::Right { node, fan });
            }
        }
    }

    /// One act, decided and made true; a refusal is counted.
    fn act(&mut self, number: u32, act: Act) {
        let Some(person) = self.people.all.get_mut(number as usize) else {
            return;
        };
        let input = Input {
            token: person.token.clone(),
            request: ActRequest { at: None, act },
            now: self.now,
            entropy: [person.dice.bits(), person.dice.bits()],
        };
        self.prepare(number, &input.request.act);
        self.tally.acts += 1;
        match decide(self.rules, &self.world, &input) {
            Ok(changes) => {
                self.world.apply(changes);
                self.settle();
            }
            Err(refusal) => self.tally.refused(input.request.act.node(), refusal.code()),
        }
        if matches!(input.request.act, Act::Arrive { .. })
            && let Some(fan) = self.world.fan_by_token(&input.token)
        {
            self.numbers.insert(fan.id.clone(), number);
            self.people.arrived(number, fan.id.clone());
        }
    }

    /// What the store would load for some acts.
    fn prepare(&mut self, number: u32, act: &Act) {
        match act {
            Act::Play { node } => {
                let Some(coming) = self.coming.get_mut(node) else {
                    return;
                };
                let mut open: VecDeque<OpenMoment> = VecDeque::new();
                while let Some(next) = coming.pop_front_if(|next| next.at <= self.now) {
                    open.push_back(next);
                }
                if !open.is_empty() {
                    let mut all: VecDeque<OpenMoment> = self.world.moments(node).copied().collect();
                    all.append(&mut open);
                    self.world.load_moments(node.clone(), all);
                }
            }
            Act::Guess {
                picture: Some(picture), ..
            } => {
                let fan = self.people.get(number).and_then(|person| person.fan.clone());
                if let Some(fan) = fan {
                    self.world.load_upload(picture.clone(), fan);
                }
            }
            _ => {}
        }
    }

    fn order(&mut self, order: &Order) {
        // A refusal is no fault here: a code that was to be redeemed has been given back meanwhile.
        if let Ok(changes) = decide_order(self.rules, &self.world, self.now, order) {
            self.world.apply(changes);
            self.settle();
        }
    }

    /// Counts what has changed, and plans what comes of it.
    fn settle(&mut self) {
        let delta = self.world.take_delta();
        for held in delta.codes.values() {
            let changed = after::Changed {
                held,
                before: self.tally.codes.get(&held.code),
                holder: held.fan.as_ref().and_then(|fan| self.numbers.get(fan)).copied(),
                people: self.people.all.len() as u32,
            };
            after::plan(self.campaign, &changed, self.now, &mut self.dice, &mut self.queue);
        }
        let when = (self.now, &self.numbers);
        let what = (&mut self.people, &mut self.queue);
        self.confirming.plan(self.campaign, &delta, when, what);
        self.tally.absorb(self.campaign, &delta, self.now);
    }

    /// People who have taken part.
    pub fn joined(&self) -> u64 {
        u64::try_from(self.world.counter(counter::JOINED)).unwrap_or(0)
    }
}
