//! What an element is, as far as reading goes: the hundred names of elements come down to the few things they do to text.

use super::super::level::Level;

/// What an element does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// The whole page, and what wraps it: html, head, body.
    Page,
    /// A table.
    Table,
    /// Rows that belong together: thead, tbody, tfoot.
    Section(Section),
    /// A row.
    Row,
    /// A cell, of a header or not.
    Cell,
    /// A table's caption.
    Caption,
    /// Columns of a table, which hold nothing.
    Column,
    /// A paragraph: it ends where any other block begins.
    Paragraph,
    /// A heading.
    Heading,
    /// A list; the flag says that it is numbered.
    List(bool),
    /// An item of a list.
    Item,
    /// Any other block: it begins and ends on a line of its own.
    Block,
    /// A block by which pages guide through a site: nav, aside, footer.
    Guide,
    /// Text whose blanks and line ends are shown as they are.
    Pre,
    /// Part of a line.
    Inline,
    /// Part of a line that is a link.
    Link,
    /// Raised or lowered text.
    Shifted(Level),
    /// A line end.
    Break,
    /// A picture.
    Picture,
    /// A field to fill in.
    Input,
    /// A field of several lines.
    TextArea,
    /// A field to choose in.
    Select,
    /// A choice.
    Choice,
    /// A page shown inside this one.
    Frame,
    /// The page's title, which is not on the page.
    Title,
    /// Text that is struck out.
    Struck,
    /// A style sheet.
    Style,
    /// What is never shown: scripts, templates, drawings, deleted text.
    Unseen,
}

/// A part of a table, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// thead
    Head,
    /// tbody
    Body,
    /// tfoot
    Foot,
}

/// How the text inside an element is cut into tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raw {
    /// Neither tags nor character references.
    Text,
    /// Character references, but no tags.
    References,
    /// A script.
    Script,
}

impl Tag {
    /// What the element of a name is. Names that are not known are parts of a line, as browsers have it.
    pub fn of(name: &str) -> Self {
        match name {
            "html" | "head" | "body" => Self::Page,
            "table" => Self::Table,
            "thead" => Self::Section(Section::Head),
            "tbody" => Self::Section(Section::Body),
            "tfoot" => Self::Section(Section::Foot),
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "caption" => Self::Caption,
            "col" | "colgroup" => Self::Column,
            "p" => Self::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "ol" => Self::List(true),
            "ul" | "menu" | "dir" => Self::List(false),
            "li" => Self::Item,
            "nav" | "aside" | "footer" => Self::Guide,
            "address" | "article" | "blockquote" | "center" | "dd" | "details" | "div" | "dl" | "dt" | "fieldset"
            | "figcaption" | "figure" | "form" | "frameset" | "header" | "hgroup" | "hr" | "legend" | "main"
            | "marquee" | "object" | "optgroup" | "search" | "section" | "summary" => Self::Block,
            "pre" | "xmp" | "listing" | "plaintext" => Self::Pre,
            "a" => Self::Link,
            "sup" => Self::Shifted(Level::Raised),
            "sub" => Self::Shifted(Level::Lowered),
            "br" => Self::Break,
            "img" | "image" => Self::Picture,
            "input" => Self::Input,
            "textarea" => Self::TextArea,
            "select" => Self::Select,
            "option" => Self::Choice,
            "iframe" | "frame" => Self::Frame,
            "title" => Self::Title,
            "style" => Self::Style,
            "s" | "strike" => Self::Struck,
            // Text that was deleted is no part of the text, as in a document whose changes are accepted.
            "script" | "template" | "noscript" | "noembed" | "noframes" | "svg" | "math" | "xml" | "del" | "rt"
            | "rp" | "dialog" | "datalist" | "audio" | "video" | "canvas" | "map" => Self::Unseen,
            _ => Self::Inline,
        }
    }

    /// Whether nothing of it is ever shown on the page.
    pub fn is_unseen(self) -> bool {
        matches!(self, Self::Unseen | Self::Style | Self::Title)
    }

    /// Whether it is a part of a table, the table among them: tags inside do not end what is outside.
    pub fn is_table_part(self) -> bool {
        matches!(self, Self::Table | Self::Section(_) | Self::Row | Self::Cell | Self::Caption)
    }

    /// Whether it begins and ends on a line of its own.
    pub fn is_block(self) -> bool {
        self.is_table_part()
            || matches!(
                self,
                Self::Paragraph
                    | Self::Heading
                    | Self::List(_)
                    | Self::Item
                    | Self::Block
                    | Self::Guide
                    | Self::Pre
                    | Self::Page
            )
    }
}

/// Whether an element has no content, so that no tag ends it.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether the content of an element is cut in a way of its own.
pub fn raw(name: &str) -> Option<Raw> {
    match name {
        "script" => Some(Raw::Script),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(Raw::Text),
        "textarea" => Some(Raw::References),
        _ => None,
    }
}
