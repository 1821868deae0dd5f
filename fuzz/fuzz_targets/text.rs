//! Plain text in any encoding, through the whole engine.
#![no_main]

use gouji::pipeline::analyse;
use gouji::report::Mappings;
use gouji::rules::RuleBook;
use gouji::source::Limits;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    analyse(bytes, "fuzz.txt", &Limits::default(), &Mappings::default(), RuleBook::standard());
});
