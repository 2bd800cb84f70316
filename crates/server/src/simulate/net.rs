//! Where requests come from. Addresses look like real ones, and share prefixes as real ones do; none is ever called.

use super::chance::between;
use crate::rehearse::dice::Dice;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Providers of lines to homes, each with so many blocks of 256 addresses in the campaign's country.
const LINES: u64 = 40;
const BLOCKS: u64 = 64;
/// How many homes have an IPv6 prefix of their own.
const SIX: f64 = 0.3;
/// Carriers whose customers share a block each.
const CARRIERS: u64 = 6;

/// A network: what an address is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Net {
    /// One block of 256 addresses, with so many of them in use.
    Block {
        /// Its first three bytes.
        prefix: [u8; 3],
        /// Addresses in use.
        used: u8,
    },
    /// An IPv6 prefix of 64 bits: each device has an address of its own.
    Six([u16; 4]),
}

impl Net {
    /// An address of it, for a request.
    pub fn address(self, dice: &mut Dice) -> IpAddr {
        match self {
            Self::Block {
                prefix: [a, b, c],
                used,
            } => {
                let last = 10 + dice.below(u64::from(used.max(1))) as u8 % 240;
                IpAddr::V4(Ipv4Addr::new(a, b, c, last))
            }
            Self::Six([a, b, c, d]) => {
                let [e, f] = [dice.below(65_536) as u16, dice.below(65_536) as u16];
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0x2ff, e, f, 1))
            }
        }
    }
}

/// The line of a home. Two homes of one provider may lie in the same block, as they do.
pub(super) fn home(dice: &mut Dice) -> Net {
    if dice.chance(SIX) {
        let provider = dice.below(LINES) as u16;
        return Net::Six([
            0x2a02,
            0x0800 + provider,
            dice.below(65_536) as u16,
            dice.below(256) as u16,
        ]);
    }
    let (provider, block) = (dice.below(LINES), dice.below(BLOCKS));
    let prefix = [80 + (provider % 16) as u8, 10 + (provider / 16) as u8, block as u8];
    Net::Block { prefix, used: 1 }
}

/// A mobile carrier's shared addresses: of the first ones if `which` says so, else of any.
pub(super) fn carrier(which: Option<u64>, dice: &mut Dice) -> Net {
    let which = which.unwrap_or_else(|| dice.below(CARRIERS));
    Net::Block {
        prefix: [100, 70, which as u8],
        used: 32,
    }
}

/// The way out of an office.
pub(super) fn office(number: u64) -> Net {
    Net::Block {
        prefix: [193, 20 + (number / 200) as u8, (number % 200) as u8],
        used: 2,
    }
}

/// The way out of a school.
pub(super) fn school(number: u64) -> Net {
    Net::Block {
        prefix: [194, 60, number as u8],
        used: 1,
    }
}

/// Exits of a commercial VPN, shared with nobody who is honest here.
pub(super) fn vpn(dice: &mut Dice, exits: usize) -> Vec<Net> {
    (0..exits)
        .map(|_| Net::Block {
            prefix: [185, between(dice, 1, 250) as u8, between(dice, 1, 250) as u8],
            used: 3,
        })
        .collect()
}

/// Blocks rented in data centres.
pub(super) fn datacenter(dice: &mut Dice, blocks: usize) -> Vec<Net> {
    (0..blocks)
        .map(|_| Net::Block {
            prefix: [45, between(dice, 64, 90) as u8, between(dice, 1, 250) as u8],
            used: 200,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn block(address: IpAddr) -> Vec<u8> {
        match address {
            IpAddr::V4(four) => four.octets()[..3].to_vec(),
            IpAddr::V6(six) => six.octets()[..8].to_vec(),
        }
    }

    #[test]
    fn a_network_stays_in_its_prefix_and_homes_seldom_share_one() {
        let mut dice = Dice::new(1, 0);
        for net in [carrier(Some(2), &mut dice), office(3), school(1), home(&mut dice)] {
            let blocks: BTreeSet<_> = (0..50).map(|_| block(net.address(&mut dice))).collect();
            assert_eq!(blocks.len(), 1, "{net:?}");
        }
        let homes: BTreeSet<_> = (0..300)
            .map(|_| {
                let net = home(&mut dice);
                block(net.address(&mut dice))
            })
            .collect();
        assert!((250..300).contains(&homes.len()), "{}", homes.len());
    }
}
