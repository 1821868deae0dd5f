//! Any characters and lines on any pages: structure is found in them, or none, without panic, and no more cells than
//! allowed come of it.

#![no_main]

use gouji::document::page::{Glyph, Page, Rule, arrange};
use gouji::document::{Block, Content, compose};
use libfuzzer_sys::fuzz_target;

/// Seven bytes of the input are a character or a line on the grid of a page, coarse enough that they meet.
fuzz_target!(|bytes: &[u8]| {
    let mut pages = vec![Page { number: 1, width: 600.0, height: 800.0, ..Page::default() }];
    for item in bytes.chunks_exact(7) {
        let at = |i: usize| f32::from(item[i]) * 2.5;
        let page = pages.last_mut().expect("there is always one");
        match item[0] % 8 {
            0 => {
                let number = page.number + 1;
                pages.push(Page { number, width: 600.0, height: 800.0, ..Page::default() });
            }
            1..=4 => {
                let c = char::from_u32(u32::from(item[5]) << 8 | u32::from(item[6])).unwrap_or('0');
                let size = f32::from(item[3] % 40);
                page.glyphs.push(Glyph { c, x0: at(1), x1: at(1) + size, base: at(2) * 1.3, size });
            }
            5 => page.rules.push(Rule { x0: at(1), y0: at(2), x1: at(3), y1: at(2) }),
            6 => page.rules.push(Rule { x0: at(1), y0: at(2), x1: at(1), y1: at(4) }),
            _ => {
                let place = f32::from_le_bytes([item[1], item[2], item[3], item[4]]);
                page.rules.push(Rule { x0: place, y0: at(5), x1: at(6), y1: place });
            }
        }
    }
    let (blocks, _) = arrange(pages, 1000);
    let count = |block: &Block| match block {
        Block::Table(table) => table.rows.iter().map(Vec::len).sum(),
        _ => 0,
    };
    assert!(blocks.iter().map(count).sum::<usize>() <= 1000);
    let document = compose(Content { blocks, remarks: Vec::new() });
    let _ = gouji::extract::extract(&document, &[], 0);
});
