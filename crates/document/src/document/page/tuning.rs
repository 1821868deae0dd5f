//! From where on places of glyphs and lines mean something: what is one word, one line, one column, one table.
//!
//! Most are in heights of type, since what a reader takes for a gap grows with the type; those of ruling lines are in points,
//! since programs draw them where they like whatever the type. `cargo bench --bench accuracy -- --sweep page.NAME` shows what a
//! change of one does.

crate::text::tuning! {
    /// The page's thresholds.
    pub struct Tuning in "page" {
        // Glyphs to atoms (atoms.rs, cells.rs), in heights of type.
        /// How far above what it stands on the middle of a character is.
        middle: f32 = 0.35,
        /// What stands no farther down is on the line of the glyph before it: exponents are farther off, jitter is nearer.
        glyph_line: f32 = 0.12,
        /// Less than this between two figures or letters is no blank: justified text sets them up to a tenth apart.
        glyph_gap: f32 = 0.12,
        /// Characters so many times as high belong to another word: an exponent, a heading.
        glyph_sizes: f32 = 1.3,
        /// A glyph drawn again no farther off is the same one made bold.
        twin: f32 = 0.15,
        /// Smallest type in points; what is smaller is not there to be read.
        smallest: f32 = 0.5,
        /// Share of a number that must stand in a table for the number to be of it.
        held: f32 = 0.15,
        /// A number goes beyond the edge of its cell where that is more of one figure…
        beyond_figure: f32 = 0.3,
        /// …and of the whole number: figures may touch a line and be of the cell.
        beyond_number: f32 = 0.15,

        // Lines of text (lines.rs), in heights of type.
        /// What stands no farther down is on the same line: less than half a line, since lines may follow each other at 1.
        same_line: f32 = 0.45,
        /// Between two columns of text is at least such a gap, unless a value stands on both sides: text set wide has gaps of one.
        column_gap: f32 = 1.6,
        /// Between two values of a row is at least such a gap: what is nearer may be one number.
        value_gap: f32 = 0.8,
        /// Between two figures of one cell such a gap parts two numbers.
        number_gap: f32 = 0.4,
        /// Between two characters of a cell a blank is meant only from here on: labels are set wide in narrow cells.
        wide_blank_in_cell: f32 = 3.0,
        /// The same outside of cells.
        wide_blank: f32 = 1.0,
        /// Between a character and a figure or a letter.
        mixed_blank: f32 = 0.6,
        /// Between words of a line of a head is a gap, however small.
        word_gap: f32 = 0.25,

        // Labels of several lines (words.rs, stubs.rs, broken.rs), in heights of type.
        /// Lines of a label follow each other within this: rows of most tables stand 1.5 apart and more.
        leading: f32 = 1.45,
        /// Lines nearer than this have no room below each other, and so stand beside each other.
        close: f32 = 0.8,
        /// How far the middle of a line of a label may stand from that of the line above it…
        under_middle: f32 = 0.6,
        /// …or its left edge from that one's: one character less is set in the middle, so that is half of one off.
        under_left: f32 = 0.3,
        /// A word over several columns is wider than one by this factor.
        wider: f32 = 1.1,
        /// A piece of a label that stands so far off its line is none of the row's.
        beside_row: f32 = 0.15,
        /// How far the middle of a label may lie from its row's values.
        amid_row: f32 = 0.4,
        /// How much farther one line of a broken value may stand from the row than the other.
        broken_amid: f32 = 0.15,
        /// How far apart the middles of the two may lie.
        broken_under: f32 = 0.6,
        /// Type of one label may differ by this share.
        same_size: f32 = 0.1,

        // Heads of tables (heads.rs, places.rs), in heights of type.
        /// Labels of a head set at one height may differ by this.
        same_height: f32 = 0.2,
        /// Lines of one head follow each other within this.
        head_leading: f32 = 3.0,
        /// What is wider is a line of text and no label over columns.
        widest_label: f32 = 25.0,
        /// What stands so near to each other over one column is a word…
        joined_word: f32 = 0.6,
        /// …and a single character may stand farther off, as one of a word that is set wide.
        joined_character: f32 = 1.3,
        /// How far apart the last line of a page and the first of the next are taken to be.
        page_break: f32 = 1.75,
        /// How far the label of a column may reach out to the left of its values.
        head_reach: f32 = 12.0,
        /// How wide a column is taken to be that stands alone.
        lone_column: f32 = 12.0,
        /// How far left of a table's first value the middle of a label over it may lie.
        head_edge: f32 = 0.5,
        /// Most lines of a head.
        head_lines: usize = 14,

        // Columns of values (places.rs, values.rs), in the least distance between two columns if not told otherwise.
        /// Half of it: where the first column begins.
        half_pitch: f32 = 0.5,
        /// How far a column reaches on each side where the next is far off.
        column_reach: f32 = 0.7,
        /// How far a word may reach beyond its column.
        word_over: f32 = 0.12,
        /// A label so far off all columns names one that was left blank.
        blank_column: f32 = 0.75,
        /// The first column lies so much farther off where labels of rows stood beside its values.
        first_column: f32 = 1.5,
        /// How far the label of a column may stand from its middle.
        over_column: f32 = 0.36,
        /// How far a label of two columns may stand from the middle of both: tight, since next to it lies one column.
        over_two: f32 = 0.14,
        /// The same for the label of a group of columns.
        over_group: f32 = 0.24,
        /// Lines of a label follow each other within this part of the least distance between two rows.
        row_pitch: f32 = 0.9,
        /// Points by which edges of values set below each other may differ.
        aligned: f32 = 1.5,
        /// One value in so many may be odd: one that was merged with the blank beside it.
        odd: usize = 4,
        /// Fewest columns of which a value may be missing anywhere, and which no other table is likely to have at the same places.
        fewest_columns: usize = 5,
        /// So many lines without values part one table from another.
        lines_apart: usize = 4,
        /// Most lines without values between two rows of one table: labels of several lines and groups stand there.
        rows_apart: usize = 8,

        // Ruling lines (rules.rs, grid.rs, across.rs), in points.
        /// Lines so near to each other are one: the two of a double line, or the edges of two cells side by side.
        near_lines: f32 = 3.2,
        /// Lines that are one lie within this many times that.
        near_lines_all: f32 = 1.6,
        /// Pieces of a line so near to each other go on: the dots of a dotted line, the corners between strokes.
        line_gap: f32 = 4.0,
        /// What is shorter is no line.
        shortest_line: f32 = 5.0,
        /// Share of a cell's side that must be drawn.
        drawn_side: f32 = 0.6,
        /// By how much a column may be off on the next page.
        column_off: f32 = 3.5,

        // Paragraphs and margins (paragraphs.rs, margins.rs).
        /// Share of a page's height, above and below, that is margin.
        margin: f32 = 0.12,
        /// Points by which running heads may be off from page to page.
        margin_off: f32 = 6.0,
        /// Share of a page's width that a line must reach to go on in the next.
        full_width: f32 = 0.7,
        /// Lines of one paragraph follow each other within so many heights of type.
        paragraph_leading: f32 = 2.8,
        /// Longer lines, in heights of type, tell where running text begins and ends.
        long_line: f32 = 15.0,
        /// Heights of type that a full line may end before the right edge: a mark that may not begin a line pulls one over.
        ragged: f32 = 1.8,
        /// Heights of type by which the first line of a paragraph is set in.
        indent: f32 = 0.9,
        /// Type of one paragraph may differ by this factor.
        paragraph_sizes: f32 = 1.15,
    }
}
