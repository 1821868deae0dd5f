//! Layers that a file switches off: what is drawn on them is not seen, and so not read.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier};
use hayro_syntax::xref::XRef;

/// The layers that are off when the file is opened.
pub struct Layers {
    off: HashSet<ObjectIdentifier>,
}

impl Layers {
    /// The layers of a file.
    pub fn of(xref: &XRef) -> Self {
        let mut off = HashSet::new();
        let catalog = xref.get::<Dict<'_>>(xref.root_id()).unwrap_or_default();
        let layers = catalog.get::<Dict<'_>>("OCProperties").unwrap_or_default();
        let standard = layers.get::<Dict<'_>>("D").unwrap_or_default();
        let list = |of: &Dict<'_>, key: &str| -> Vec<ObjectIdentifier> {
            let array = of.get::<Array<'_>>(key).unwrap_or_default();
            array.raw_iter().filter_map(|item| item.as_obj_ref()).map(Into::into).collect()
        };
        if standard.get::<Name<'_>>("BaseState").is_some_and(|state| state.as_ref() == b"OFF") {
            off.extend(list(&layers, "OCGs"));
            list(&standard, "ON").iter().for_each(|layer| {
                off.remove(layer);
            });
        }
        off.extend(list(&standard, "OFF"));
        Self { off }
    }

    /// Whether something that names its layer under `key` is hidden.
    pub fn hides(&self, dict: &Dict<'_>, key: &[u8]) -> bool {
        if self.off.is_empty() {
            return false;
        }
        let is_off = |layer: &ObjectIdentifier| self.off.contains(layer);
        if dict.get_ref(key).map(Into::into).is_some_and(|layer| is_off(&layer)) {
            return true;
        }
        // A membership: it is seen where one of its layers is.
        let membership = dict.get::<Dict<'_>>(key).unwrap_or_default();
        let one = membership.get_ref("OCGs").map(ObjectIdentifier::from);
        let several = membership.get::<Array<'_>>("OCGs").unwrap_or_default();
        let mut layers = several.raw_iter().filter_map(|item| item.as_obj_ref()).map(ObjectIdentifier::from).chain(one);
        layers.next().is_some_and(|first| is_off(&first) && layers.all(|layer| is_off(&layer)))
    }
}
