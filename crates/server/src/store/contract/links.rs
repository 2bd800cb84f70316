use super::*;
use crate::store::links::LinkRows;
use canyu_core::{
    staff::{CampaignLink, CampaignLinks, Filter, LinkCounts, WorthFilter},
    utm::Utm,
    world::Standing,
};

fn utm(source: &str, medium: &str) -> Utm {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Utm {
        source: some(source),
        medium: some(medium),
        ..Utm::default()
    }
}

fn led(fan: &str, utm: Utm) -> Change {
    let fan = fan.to_owned();
    Change::Source { fan, utm }
}

fn link(source: &str, medium: &str, [came, joined, verified, friends]: [u64; 4]) -> CampaignLink {
    let count = LinkCounts {
        came,
        joined,
        verified,
        friends,
    };
    CampaignLink {
        source: source.to_owned(),
        medium: medium.to_owned(),
        campaign: String::new(),
        count,
    }
}

/// `a` and `d` came by an advertisement, `e` by another one; `a` brought `b`, who counts, and `c`, who is held.
async fn people(store: &dyn Store) {
    let join = |fan: &str| Change::Join {
        fan: fan.to_owned(),
        at: Moment(7),
    };
    let changes = vec![
        Change::Arrive(Box::new(Fan {
            verified: Some(Moment(8)),
            ..fan("a", None)
        })),
        Change::Arrive(Box::new(fan("b", Some("a")))),
        Change::Arrive(Box::new(Fan {
            standing: Standing::Held,
            ..fan("c", Some("a"))
        })),
        Change::Arrive(Box::new(Fan {
            arrived: Moment(4_000_000),
            channel: "weibo".to_owned(),
            ..fan("d", None)
        })),
        Change::Arrive(Box::new(fan("e", None))),
        join("a"),
        join("b"),
        join("c"),
        led("a", utm("sky", "banner")),
        led("d", utm("sky", "banner")),
        led("e", utm("", "mail")),
    ];
    write(store, "toy", &delta(changes), &[]).await.unwrap();
}

contract! {
    what_advertisements_brought_is_told_of_the_people_whom_a_filter_takes, store => {
        people(&*store).await;
        let told = async |filter: Filter| store.campaign_links("toy", &filter).await.unwrap();
        let none = Filter::default;
        let of = |links: Vec<CampaignLink>| LinkRows { links, ..LinkRows::default() };
        let all = of(vec![link("sky", "banner", [2, 1, 1, 2]), link("", "mail", [1, 0, 0, 0])]);
        assert_eq!(told(none()).await, all);
        let counted = Filter { worth: Some(WorthFilter::Counted), ..none() };
        assert_eq!(told(counted).await.links[0].count.friends, 1, "a friend who is held brings nothing");
        let verified = Filter { worth: Some(WorthFilter::Verified), ..none() };
        assert_eq!(told(verified).await, of(vec![link("sky", "banner", [1, 1, 1, 0])]));
        let later = Filter { from: Some(Moment(1_000)), channel: Some("weibo".to_owned()), generation: Some(0), ..none() };
        assert_eq!(told(later).await, of(vec![link("sky", "banner", [1, 0, 0, 0])]));
        for nobody in [
            Filter { to: Some(Moment(1)), ..none() }, Filter { node: Some("guess".to_owned()), ..none() },
            Filter { group: Some("mi".to_owned()), ..none() }, Filter { generation: Some(1), ..none() },
        ] {
            assert_eq!(told(nobody).await, LinkRows::default());
        }
        assert_eq!(store.campaign_links("other", &none()).await.unwrap(), LinkRows::default());
    }
}

contract! {
    an_advertisement_is_replaced_by_a_claim_and_goes_with_whoever_goes, store => {
        people(&*store).await;
        write(&*store, "toy", &delta(vec![led("e", utm("later", "")), led("d", Utm::default())]), &[]).await.unwrap();
        let told = store.campaign_links("toy", &Filter::default()).await.unwrap();
        assert_eq!(told.links, [link("sky", "banner", [1, 1, 1, 2]), link("later", "", [1, 0, 0, 0])]);
        assert_eq!(store.own_data("toy", "a").await.unwrap()["advertisement"][0]["utm_source"], "sky");
        assert_eq!(store.own_data("toy", "d").await.unwrap()["advertisement"], serde_json::json!([]));
        // A device that turns out to be somebody's is nobody of its own; and who has his data deleted is nobody.
        let gone = Delta {
            merges: vec![("e".to_owned(), "b".to_owned())],
            erased: vec![("a".to_owned(), "nobody".to_owned())],
            ..Delta::default()
        };
        write(&*store, "toy", &gone, &[]).await.unwrap();
        assert_eq!(store.campaign_links("toy", &Filter::default()).await.unwrap(), LinkRows::default());
    }
}

contract! {
    links_beyond_the_fiftieth_are_told_together, store => {
        let many = |number: u32| [
            Change::Arrive(Box::new(fan(&format!("f{number:0>3}"), None))),
            led(&format!("f{number:0>3}"), utm(&format!("s{:0>2}", number / 2), "")),
        ];
        write(&*store, "toy", &delta((0..110).flat_map(many).collect()), &[]).await.unwrap();
        let told = store.campaign_links("toy", &Filter::default()).await.unwrap();
        assert_eq!((told.links.len(), told.more), (CampaignLinks::MOST as usize, 5));
        assert_eq!(told.rest, LinkCounts { came: 10, ..LinkCounts::default() });
        assert_eq!((told.links[0].source.as_str(), told.links[49].source.as_str()), ("s00", "s49"));
    }
}
