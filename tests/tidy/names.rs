//! Names of the house: a type name means one thing on its floor, and a free function says what it does.
//!
//! What is not yet so stands in `tests/tidy/*.txt`, lists that may only shrink: a new name is held to the rule at once.
//! `UPDATE_EXPECT=1 cargo test --test tidy` takes out of them what was mended, and never adds anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

use crate::house::{Source, sources};

/// Items of one file, without its tests.
#[derive(Default)]
struct Items {
    /// Structs, enums, traits and type aliases that other modules can see.
    types: Vec<String>,
    /// Functions that are no methods, with the number of lines of each.
    functions: Vec<(String, usize)>,
    /// Methods, likewise.
    methods: Vec<(String, usize)>,
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        meta => meta.path().is_ident("test"),
    })
}

fn lines(span: proc_macro2::Span) -> usize {
    span.end().line - span.start().line + 1
}

impl<'ast> Visit<'ast> for Items {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.functions.push((item.sig.ident.to_string(), lines(item.block.brace_token.span.join())));
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.methods.push((item.sig.ident.to_string(), lines(item.block.brace_token.span.join())));
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.push_type(&item.vis, &item.ident);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.push_type(&item.vis, &item.ident);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.push_type(&item.vis, &item.ident);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.push_type(&item.vis, &item.ident);
    }
}

impl Items {
    fn push_type(&mut self, visibility: &syn::Visibility, name: &syn::Ident) {
        if !matches!(visibility, syn::Visibility::Inherited) {
            self.types.push(name.to_string());
        }
    }
}

fn items(source: &Source) -> Items {
    let file = syn::parse_file(&source.text).unwrap_or_else(|error| panic!("{}: {error}", source.path));
    let mut items = Items::default();
    items.visit_file(&file);
    items
}

/// Holds what was found against a list that may only shrink.
fn may_only_shrink(list: &str, found: &BTreeSet<String>, why: &str) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tidy").join(list);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let allowed: BTreeSet<String> = text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let new: Vec<_> = found.difference(&allowed).cloned().collect();
    assert!(new.is_empty(), "\n{why}\n{}\n", new.join("\n"));
    let mended: Vec<_> = allowed.difference(found).cloned().collect();
    if mended.is_empty() {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_EXPECT").is_some(),
        "\nmended, so take them out of tests/tidy/{list} (UPDATE_EXPECT=1 cargo test --test tidy does):\n{}\n",
        mended.join("\n")
    );
    let head = text.lines().filter(|line| line.starts_with('#'));
    let rest = allowed.intersection(found).map(String::as_str);
    let text: String = head.chain(rest).flat_map(|line| [line, "\n"]).collect();
    fs::write(&path, text).expect("the list can be written");
}

#[test]
fn free_functions_say_what_they_do() {
    // `main` is the language's own name, and `run` is what each command of the command line offers.
    let own = |source: &Source, name: &str| name == "main" || (name == "run" && source.name.starts_with("cli/"));
    let found = sources()
        .iter()
        .flat_map(|source| items(source).functions.into_iter().map(move |(name, _)| (source, name)))
        .filter(|(source, name)| !name.trim_start_matches("r#").contains('_') && !own(source, name))
        .map(|(source, name)| format!("{} {name}", source.name))
        .collect();
    may_only_shrink(
        "one_word_functions.txt",
        &found,
        "a free function is a verb and a noun, so that it can be searched for and understood in a trace without its module:",
    );
}

#[test]
fn a_type_name_means_one_thing_on_its_floor() {
    let mut places: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for source in sources() {
        let floor = source.name.split('/').next().expect("a path has parts").trim_end_matches(".rs").to_owned();
        for name in items(&source).types {
            places.entry((floor.clone(), name)).or_default().push(source.name.clone());
        }
    }
    let found = places
        .into_iter()
        .filter(|(_, places)| places.len() > 1)
        .flat_map(|((_, name), places)| places.into_iter().map(move |place| format!("{name} {place}")))
        .collect();
    may_only_shrink("repeated_types.txt", &found, "two types of one name on one floor; give one of them its own word:");
}

#[test]
fn functions_stay_short() {
    const LIMIT: usize = 80;
    let found = sources()
        .iter()
        .flat_map(|source| {
            let Items { functions, methods, .. } = items(source);
            functions.into_iter().chain(methods).map(move |(name, length)| (source, name, length))
        })
        .filter(|&(_, _, length)| length > LIMIT)
        .map(|(source, name, _)| format!("{} {name}", source.name))
        .collect();
    may_only_shrink("long_functions.txt", &found, "over 80 lines; part it where it changes its subject:");
}

#[test]
fn the_glossary_names_types_that_exist() {
    let types: BTreeSet<String> = sources().iter().flat_map(|source| items(source).types).collect();
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/glossary.md"))
        .expect("the glossary is there");
    let named = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|code| code.split("::").find(|part| part.starts_with(|c: char| c.is_ascii_uppercase())));
    let missing: Vec<_> = named.filter(|name| !types.contains(*name)).collect();
    assert!(missing.is_empty(), "docs/glossary.md names types that are not there (any more): {}", missing.join(", "));
}

#[test]
fn pages_for_beginners_stay_short() {
    let read = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect(name);
    assert!(
        read("ARCHITECTURE.md").len() <= 15_000,
        "ARCHITECTURE.md is one page; what a module does, the module says"
    );
    for name in ["README.md", "README.zh-CN.md"] {
        assert!(read(name).lines().count() <= 100, "{name} is for the first five minutes; the rest is for docs/manual");
    }
}
