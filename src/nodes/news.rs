//! What staff tell, and standing behind it.

use crate::ctx::Ctx;
use crate::overlay::has_picked;
use crate::parts::icon::{PLUS, TICK};
use crate::parts::options::people;
use crate::parts::ticket::Face;
use crate::press::Press;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{NewsView, NodeView, PostView};

impl Face for NewsView {
    fn class(&self) -> &'static str {
        "news"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        ui.key_if(self.posts.is_empty(), "p.empty", Key::NewsEmpty);
        for post in &self.posts {
            show(ui, node, post);
        }
    }

    fn act(&self, ui: &mut Ui, _: &NodeView) {
        ui.key("p.said", Key::NewsHint);
    }

    fn said(&self, ctx: &Ctx, _: &NodeView) -> String {
        ctx.t(Key::NewsSaid)
    }
}

fn show(ui: &mut Ui, node: &NodeView, post: &PostView) {
    let ctx = ui.ctx.clone();
    let on = has_picked(&ctx.state.mine, &node.id, &post.key);
    ui.open("section.post");
    ui.id(&post.key);
    ui.say("p.small", &ctx.texts.time(post.at));
    ui.theirs("div.told");
    ui.say("h4", &post.title);
    for paragraph in post.text.split('\n') {
        ui.say("p", paragraph.trim());
    }
    ui.close();
    ui.button("button.chip", Press::Second, &post.key);
    ui.class(on, "is-on");
    ui.is("aria-pressed", on);
    ui.off(on || !ctx.is_open(node));
    ui.key("span.what", Key::NewsSecond);
    // Buttons of several posts are told apart.
    ui.say("span.unseen", &post.title);
    people(ui, post.people, Many::Behind);
    ui.mute("span.mark");
    ui.icon(if on { TICK } else { PLUS });
    ui.close();
    ui.close();
    ui.close();
}
