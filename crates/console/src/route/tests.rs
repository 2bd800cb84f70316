use super::{Filter, Looked, Route};
use canyu_core::{moment::Moment, staff::WorthFilter};

#[test]
fn every_address_leads_back_to_what_it_shows() {
    let filter = Filter {
        campaign: "router-teaser".to_owned(),
        account: "7".to_owned(),
    };
    for route in [
        Route::Campaigns,
        Route::Campaign("router-teaser".to_owned()),
        Route::Edit("router-teaser".to_owned()),
        Route::Embed("router-teaser".to_owned()),
        Route::NewDraft,
        Route::Draft("d7".to_owned()),
        Route::Rehearse("d7".to_owned()),
        Route::Publish("d7".to_owned()),
        Route::Moderation("router-teaser".to_owned()),
        Route::News("router-teaser".to_owned()),
        Route::Gifts {
            slug: "router-teaser".to_owned(),
            to: "X7".to_owned(),
        },
        Route::Codes("router-teaser".to_owned()),
        Route::Seeds("router-teaser".to_owned()),
        Route::Review {
            slug: "router-teaser".to_owned(),
            fan: String::new(),
            all: false,
        },
        Route::Review {
            slug: "router-teaser".to_owned(),
            fan: "X7".to_owned(),
            all: true,
        },
        Route::Draw("router-teaser".to_owned()),
        Route::Figures {
            slug: "router-teaser".to_owned(),
            filter: Looked::default(),
        },
        Route::Spread {
            slug: "router-teaser".to_owned(),
            filter: Looked::default(),
        },
        Route::Report {
            slug: "router-teaser".to_owned(),
            week: String::new(),
        },
        Route::Report {
            slug: "router-teaser".to_owned(),
            week: "2024-W31".to_owned(),
        },
        Route::Exports {
            slug: "router-teaser".to_owned(),
            filter: Looked::default(),
        },
        Route::Figures {
            slug: "router-teaser".to_owned(),
            filter: Looked {
                from: Some(Moment(1_722_798_000_000)),
                to: Some(Moment(1_722_884_400_000)),
                node: Some("guess".to_owned()),
                channel: Some("messenger".to_owned()),
                generation: Some(2),
                worth: Some(WorthFilter::Counted),
                group: Some("press & friends/朋友".to_owned()),
            },
        },
        Route::Webhooks("router-teaser".to_owned()),
        Route::People,
        Route::Tokens,
        Route::Audit(Filter::default()),
        Route::Audit(filter),
        Route::Me,
    ] {
        assert_eq!(Route::read(&route.address()), route);
    }
}

#[test]
fn what_is_not_there_is_missing_and_a_slash_at_the_end_does_no_harm() {
    assert_eq!(Route::read("/console/"), Route::Campaigns);
    assert_eq!(Route::read("/console/people/"), Route::People);
    assert_eq!(Route::read("/console/elsewhere"), Route::Missing);
    assert_eq!(Route::read("/console/campaigns/a/b"), Route::Missing);
    assert_eq!(Route::read("/verify"), Route::Missing);
}

#[test]
fn a_filter_holds_nothing_that_could_be_no_name() {
    let Route::Audit(filter) = Route::read("/console/audit?campaign=%3Cb%3E&account=7&x=y") else {
        panic!("it is the audit log")
    };
    assert_eq!(filter.query(), "?campaign=3Cb3E&account=7");
}
