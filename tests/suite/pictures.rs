//! The pictures of the README: the real engine on the sample batch, keys, and what a person then sees, as SVG.
//!
//! `UPDATE_EXPECT=1 cargo test --test suite pictures` makes them anew; without it the test holds that they are what the program
//! shows.

mod svg;

use std::path::Path;

use gouji::text::lang::Lang;

use crate::common::expect::expect;
use crate::common::walk::Walk;

/// Holds what was seen last against the picture of that name.
#[track_caller]
fn shows(walk: &Walk, name: &str) {
    let drawn = svg::draw(walk.seen.last().expect("a screen"));
    expect(&format!("docs/screens/{name}.svg"), &drawn);
}

#[test]
fn the_pictures_of_the_readme_are_what_the_program_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/batch");
    for (lang, tail) in [(Lang::Zh, ""), (Lang::En, "-en")] {
        let mut walk = Walk::open(&folder, lang, (120, 34));
        lang.pick("王晓", "Wang Xiao").clone_into(&mut walk.model.reviewer);
        walk.keys("pp");
        shows(&walk, &format!("list{tail}"));
        walk.keys("/smq⏎⏎");
        shows(&walk, &format!("report{tail}"));
        walk.keys("4");
        shows(&walk, &format!("findings{tail}"));
        walk.keys("q⎋/ztszwfw⏎⏎3");
        shows(&walk, &format!("mapping{tail}"));
    }
}
