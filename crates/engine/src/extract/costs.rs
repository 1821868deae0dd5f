//! What the aligner pays and asks for: the worth of a reading of a label, the cost of a step between two, and from where on
//! evidence is enough.
//!
//! Worth and cost are in one unit, about a fifth of what a short label of the form is worth. The values were found on reports
//! with known truth; `cargo bench --bench accuracy -- --sweep aligner.NAME` shows what a change of one does.

crate::text::tuning! {
    /// The aligner's numbers.
    pub struct Costs in "aligner" {
        // What a reading of a label is worth (node.rs).
        /// A label of the form letter for letter, however short.
        label: f32 = 5.0,
        /// What each of its characters adds: a long label is hardly ever found by chance, one of two characters often is.
        character: f32 = 0.5,
        /// Characters that add; beyond ten a label is as sure as it can be.
        characters_most: f32 = 10.0,
        /// What a variant that units use is worth less than the label.
        alias: f32 = 0.5,
        /// What a variant that was only thought of is worth less.
        guess: f32 = 1.0,
        /// What a cut form is worth, whatever its length: it may stand for several fields.
        truncation: f32 = 3.5,
        /// What likeness is worth beside a label of the same length…
        alike_slope: f32 = 1.6,
        /// …from this likeness on, so that words alike by chance are worth nothing, and 0.875 as much as the label itself.
        alike_from: f32 = 0.25,
        /// What a bar inside a label costs: bars part cells.
        bar_within: f32 = 1.5,
        /// What a tear without a bar is worth: a whole label must beat the part of it that is a label, too.
        joined: f32 = 0.3,
        /// What a part of a letter-spaced label costs, and a character that stands among other words.
        part: f32 = 3.0,
        /// What a row is worth that is followed by as many values as the table has columns.
        row_full: f32 = 3.0,
        /// What one with some values is worth.
        row_some: f32 = 2.0,
        /// What one with a full row of blank cells is worth.
        row_blank: f32 = 1.5,
        /// What a row costs that nothing follows: a row without cells is more likely a word of the text.
        row_bare: f32 = 3.0,
        /// What too few values cost the label of a row in a table that prints its rows side by side.
        flat_short: f32 = 1.0,
        /// What values behind a column's header cost: only behind the last header of a table may they follow.
        header_before_values: f32 = 1.5,
        /// What values behind a heading or the header of a group cost: they hardly ever follow one.
        heading_before_values: f32 = 3.0,
        /// Least likeness of a reading that is weighed at all; below it, chance finds some for any words.
        node_floor: f32 = 0.38,

        // What a step from one label to the next costs (chain.rs).
        /// Each word passed over, a sentence being two.
        skipped_word: f32 = 0.5,
        /// Words passed over that cost; more are another part of the report and say nothing.
        skipped_words_most: f32 = 8.0,
        /// How many words back every reading is a predecessor; from farther away only the best of each table is tried.
        window: u32 = 8,
        /// Each place of the form passed over.
        skipped_place: f32 = 0.35,
        /// Places passed over that cost: a table of which a page is lost must still be one.
        skipped_places_most: f32 = 10.0,
        /// A step back within the header, which has two dimensions more often than a fault.
        back_in_header: f32 = 1.2,
        /// A step back otherwise: rows that were moved or printed again are rare.
        back: f32 = 3.5,
        /// Entering a table elsewhere than at its heading…
        entry: f32 = 1.0,
        /// …and for each place before that…
        entry_place: f32 = 0.25,
        /// …up to so many places.
        entry_places_most: f32 = 12.0,
        /// A change of the form's edition: a report is filled in on one form.
        other_edition: f32 = 2.5,
        /// A change to an earlier table of the form.
        earlier_table: f32 = 1.0,
        /// Any change of table.
        other_table: f32 = 0.5,

        // When a label says what it is (node.rs, labels.rs).
        /// Likeness from which a label says so by itself.
        sure: f32 = 0.8,
        /// Lead of the whole document's reading from which a label that is alike is settled: about the worth of a row's values
        /// under a label of the form.
        settled_lead: f32 = 4.0,
        /// The same for a label among certain neighbours: half as much, since its place speaks for it, too.
        settled_lead_in_place: f32 = 2.0,
        /// Likeness that a label must have to be settled.
        settled_alike: f32 = 0.5,
        /// The same for a label among certain neighbours.
        settled_alike_in_place: f32 = 0.4,
        /// Least lead over the runner-up for a label that its document settles: where another field is as alike, the reviewer is
        /// asked.
        settled_text_lead: f32 = 0.1,
        /// How much of what the text leaves open its place among certain neighbours may fill.
        place_weight: f32 = 0.7,
        /// Share of a label that must be left where only its place says which it is.
        half: f32 = 0.5,

        // Which stretches of the document are tables (block.rs).
        /// Least worth of all labels of a table that has no row of values: two labels of the form, or one and its values.
        block_worth: f32 = 7.0,

        // How surely a row is read (rows.rs, table.rs).
        /// A row some of whose values are words that cannot be read, such as 约3.
        words_among_values: f32 = 0.9,
        /// A row with words between its values that are none of it.
        furniture_among_values: f32 = 0.85,
        /// A row whose label is lost and whose place between two others names it.
        row_by_place: f32 = 0.9,
        /// A column without a header of its own, named by the order of columns.
        column_by_order: f32 = 0.97,

        // Which lines head sections (sections.rs).
        /// Least likeness of a heading…
        heading_alike: f32 = 0.62,
        /// …and what it must have besides, which an ordinal or more likeness gives.
        heading_over: f32 = 0.08,
        /// What the ordinal of the section adds.
        heading_ordinal: f32 = 0.3,
        /// What an ordinal of another section adds: units leave sections out and number on.
        heading_other_ordinal: f32 = 0.1,
        /// What an ordinal of another kind costs: （一）主动公开 is a part of 一、总体情况 and no section of its own.
        heading_part: f32 = 0.4,
    }
}
