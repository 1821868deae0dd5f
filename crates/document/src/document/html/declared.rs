//! What declarations of style say, as far as they decide whether text is seen and what it belongs to.

use super::super::colour::is_white;

/// A property that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property {
    /// How an element is laid out, if at all.
    Display,
    /// Whether an element stands beside what comes before it.
    Float,
    /// Whether it is taken out of the line and put somewhere.
    Position,
    /// Whether that is far off the page, or its text is moved there.
    Place,
    Indent,
    /// Whether nothing is left of it when it is cut out.
    Clip,
    /// Whether it has no width or height.
    Width,
    Height,
    /// Whether what has no room in it is cut off.
    Overflow,
    /// Whether it is seen; what is inside may say otherwise.
    Visibility,
    /// Whether it and all that is inside can be seen through wholly.
    Opacity,
    /// The size of its letters.
    Size,
    /// Lines through its text.
    Line,
    /// Whether it is raised or lowered.
    Align,
    /// The colour of its text.
    Ink,
    /// The colour that it stands on.
    Paper,
    /// The picture that it stands on.
    Picture,
}

const ALL: [Property; 17] = {
    use Property::*;
    [
        Display, Float, Position, Place, Indent, Clip, Width, Height, Overflow, Visibility, Opacity, Size, Line, Align,
        Ink, Paper, Picture,
    ]
};

/// What a declaration says of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// That the text is not seen, or struck out.
    Nothing,
    /// That it is, in no way that matters otherwise.
    Plain,
    /// A box on lines of its own.
    Block,
    /// A box in a line.
    Boxed,
    /// Raised.
    Raised,
    /// Lowered.
    Lowered,
    /// White.
    White,
    /// Any other colour, or a picture.
    Other,
}

/// What makes a declaration that says so stronger than any that does not.
const IMPORTANT: u64 = 1 << 62;

/// How strong a declaration is; of two that differ the stronger holds, and of two as strong the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Strength(u64);

impl Strength {
    /// That of an attribute such as `bgcolor`.
    pub const ATTRIBUTE: Self = Self(1);
    /// That of an element's own style.
    pub const OWN: Self = Self(0xFFFF << 32);

    /// That of a rule of a style sheet, by how specific its selector is and how many rules come before it.
    pub fn of_rule(specific: u16, order: u32) -> Self {
        Self(u64::from(specific.clamp(1, 0xFFFE)) << 32 | u64::from(order))
    }
}

/// What is said of an element: of each property what the strongest declaration says.
#[derive(Debug, Clone, Default)]
pub struct Said([Option<(Strength, Value)>; ALL.len()]);

impl Said {
    /// What is said of a property.
    pub fn get(&self, property: Property) -> Option<Value> {
        self.0[property as usize].map(|(_, value)| value)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Takes in a declaration.
    pub fn take(&mut self, property: Property, value: Value, strength: Strength) {
        let held = &mut self.0[property as usize];
        if held.is_none_or(|(stronger, _)| stronger <= strength) {
            *held = Some((strength, value));
        }
    }

    /// Takes in what else is said.
    pub fn merge(&mut self, other: &Self) {
        for (held, said) in self.0.iter_mut().zip(other.0) {
            if let Some((strength, _)) = said
                && held.is_none_or(|(stronger, _)| stronger <= strength)
            {
                *held = said;
            }
        }
    }

    /// What declarations as written say.
    pub fn of(written: &str) -> Self {
        let mut all = Self::default();
        for declaration in written.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().to_ascii_lowercase();
            let plain = value.strip_suffix("!important").or_else(|| value.strip_suffix("! important"));
            let strength = if plain.is_some() { Strength(IMPORTANT) } else { Strength::default() };
            let name = name.trim().to_ascii_lowercase();
            for (property, value) in interpret(&name, plain.unwrap_or(&value).trim_end()).into_iter().flatten() {
                all.take(property, value, strength);
            }
        }
        all
    }

    /// The same, said with a strength.
    pub fn with(mut self, given: Strength) -> Self {
        for (strength, _) in self.0.iter_mut().flatten() {
            strength.0 = given.0 | strength.0 & IMPORTANT;
        }
        self
    }

    /// What of it counts.
    pub fn only(mut self, counts: impl Fn(Property, Value) -> bool) -> Self {
        for (property, held) in ALL.into_iter().zip(&mut self.0) {
            *held = held.filter(|(_, value)| counts(property, *value));
        }
        self
    }
}

/// What a declaration says, of at most two properties.
fn interpret(name: &str, value: &str) -> [Option<(Property, Value)>; 2] {
    let is_nothing = |said: Option<bool>| said.map(|is| if is { Value::Nothing } else { Value::Plain });
    let one = |property, value: Option<Value>| [value.map(|value| (property, value)), None];
    match name {
        "display" => one(Property::Display, Some(display(value))),
        "float" => one(Property::Float, Some(if value == "none" { Value::Plain } else { Value::Boxed })),
        "position" => one(
            Property::Position,
            Some(if matches!(value, "absolute" | "fixed") { Value::Boxed } else { Value::Plain }),
        ),
        "left" | "top" => one(Property::Place, is_far(value).then_some(Value::Nothing)),
        "text-indent" => one(Property::Indent, is_nothing(Some(is_far(value)))),
        "clip" | "clip-path" => one(Property::Clip, is_nothing(Some(is_clipped(value)))),
        "width" | "max-width" => one(Property::Width, is_nothing(length(value).map(is_thin))),
        "height" | "max-height" => one(Property::Height, is_nothing(length(value).map(is_thin))),
        "overflow" => one(Property::Overflow, is_nothing(Some(value.contains("hidden")))),
        "visibility" => {
            let is_hidden = match value {
                "hidden" | "collapse" => Some(true),
                "visible" => Some(false),
                _ => None,
            };
            one(Property::Visibility, is_nothing(is_hidden))
        }
        "opacity" => one(Property::Opacity, is_nothing(length(value).map(|(amount, _)| amount <= 0.0))),
        "font-size" => one(Property::Size, size(value)),
        "font" => one(Property::Size, value.split([' ', '/']).find_map(size)),
        "text-decoration" | "text-decoration-line" => {
            one(Property::Line, is_nothing(Some(value.contains("line-through"))))
        }
        "vertical-align" | "mso-text-raise" => one(Property::Align, align(value)),
        "color" => one(Property::Ink, ink(value)),
        "background-color" => one(Property::Paper, paper(value)),
        "background-image" => one(Property::Picture, picture(value)),
        "background" => {
            let picture = picture(value);
            let paper = if picture == Some(Value::Other) { Some(Value::Plain) } else { paper(value) };
            [paper.map(|paper| (Property::Paper, paper)), picture.map(|picture| (Property::Picture, picture))]
        }
        _ => [None, None],
    }
}

fn display(value: &str) -> Value {
    match value {
        "none" => Value::Nothing,
        "block" | "flex" | "grid" | "table" | "table-row" | "list-item" => Value::Block,
        "inline-block" | "inline-flex" | "inline-grid" | "inline-table" | "table-cell" => Value::Boxed,
        _ => Value::Plain,
    }
}

/// A length as written: its number, and its unit.
fn length(value: &str) -> Option<(f32, &str)> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(value.len());
    Some((value[..end].parse().ok()?, &value[end..]))
}

/// Whether a length leads off every screen.
fn is_far(value: &str) -> bool {
    length(value).is_some_and(|(amount, unit)| match unit {
        "em" | "rem" | "vw" | "vh" => amount <= -50.0,
        "%" => amount <= -100.0,
        _ => amount <= -500.0,
    })
}

fn is_thin((amount, unit): (f32, &str)) -> bool {
    amount <= 0.0 || (amount <= 1.0 && matches!(unit, "px" | "pt"))
}

/// Whether a shape to cut out has no area: `rect(0 0 0 0)`, `rect(1px, 1px, 1px, 1px)`, `inset(50%)`.
fn is_clipped(value: &str) -> bool {
    let Some((shape, rest)) = value.split_once('(') else { return false };
    let mut parts = rest.trim_end_matches(')').split([',', ' ']).filter(|part| !part.is_empty()).map(length);
    match shape {
        "rect" => parts.all(|part| part.is_some_and(is_thin)),
        "inset" => parts.next().flatten().is_some_and(|(amount, unit)| unit == "%" && amount >= 50.0),
        _ => false,
    }
}

/// A size of letters. One in terms of the size around it says nothing, unless it is 0.
fn size(value: &str) -> Option<Value> {
    match length(value)? {
        (amount, unit) if amount <= 0.0 && matches!(unit, "" | "px" | "pt" | "em" | "rem" | "%") => {
            Some(Value::Nothing)
        }
        (amount, "px" | "pt") if amount <= 1.0 => Some(Value::Nothing),
        (_, "px" | "pt" | "rem" | "mm" | "cm" | "in" | "pc" | "vw" | "vh") => Some(Value::Plain),
        _ => None,
    }
}

fn align(value: &str) -> Option<Value> {
    match (value, length(value)) {
        ("super", _) => Some(Value::Raised),
        ("sub", _) => Some(Value::Lowered),
        (_, Some((amount, "px" | "pt"))) if amount >= 3.0 => Some(Value::Raised),
        (_, Some((amount, "px" | "pt"))) if amount <= -3.0 => Some(Value::Lowered),
        _ => None,
    }
}

fn ink(value: &str) -> Option<Value> {
    match value {
        "transparent" => Some(Value::Nothing),
        "inherit" | "unset" => None,
        _ if is_white(value) => Some(Value::White),
        _ => Some(Value::Other),
    }
}

fn paper(value: &str) -> Option<Value> {
    const WORDS: [&str; 18] = [
        "none",
        "transparent",
        "initial",
        "unset",
        "revert",
        "repeat",
        "no-repeat",
        "repeat-x",
        "repeat-y",
        "scroll",
        "fixed",
        "center",
        "top",
        "left",
        "right",
        "bottom",
        "inherit",
        "0",
    ];
    let is_word = |word: &str| WORDS.contains(&word) || length(word).is_some();
    if is_white(value) || value.split_whitespace().any(is_white) {
        Some(Value::White)
    } else if value.split_whitespace().all(is_word) {
        Some(Value::Plain)
    } else {
        Some(Value::Other)
    }
}

fn picture(value: &str) -> Option<Value> {
    let is_one = ["url(", "gradient(", "var(", "image("].iter().any(|function| value.contains(function));
    Some(if is_one { Value::Other } else { Value::Plain })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_say_what_matters() {
        use Property::*;
        for (written, property, expected) in [
            ("color:red; DISPLAY : none", Display, Some(Value::Nothing)),
            ("display:none;display:block", Display, Some(Value::Block)),
            ("display:none !important;display:block", Display, Some(Value::Nothing)),
            ("display:inline-block", Display, Some(Value::Boxed)),
            ("visibility:hidden", Visibility, Some(Value::Nothing)),
            ("left:-9999px", Place, Some(Value::Nothing)),
            ("left:-20px", Place, None),
            ("text-indent:-999em", Indent, Some(Value::Nothing)),
            ("text-indent:2em", Indent, Some(Value::Plain)),
            ("clip:rect(0 0 0 0)", Clip, Some(Value::Nothing)),
            ("clip:rect(1px, 1px, 1px, 1px)", Clip, Some(Value::Nothing)),
            ("clip-path:inset(50%)", Clip, Some(Value::Nothing)),
            ("clip:rect(0,100px,50px,0)", Clip, Some(Value::Plain)),
            ("width:1px", Width, Some(Value::Nothing)),
            ("width:1.5em", Width, Some(Value::Plain)),
            ("height:auto", Height, None),
            ("opacity:0.0", Opacity, Some(Value::Nothing)),
            ("opacity:.5", Opacity, Some(Value::Plain)),
            ("opacity:inherit", Opacity, None),
            ("font-size:0", Size, Some(Value::Nothing)),
            ("font-size:0.0pt", Size, Some(Value::Nothing)),
            ("font-size:1.5em", Size, None),
            ("font-size:0em", Size, Some(Value::Nothing)),
            ("font-size:small", Size, None),
            ("font:0/0 a", Size, Some(Value::Nothing)),
            ("font:bold 14px/1.5 宋体", Size, Some(Value::Plain)),
            ("text-decoration:underline line-through red", Line, Some(Value::Nothing)),
            ("text-decoration-line:none", Line, Some(Value::Plain)),
            ("vertical-align:super", Align, Some(Value::Raised)),
            ("mso-text-raise:-4.0pt", Align, Some(Value::Lowered)),
            ("vertical-align:middle", Align, None),
            ("color:#FFF", Ink, Some(Value::White)),
            ("color:transparent", Ink, Some(Value::Nothing)),
            ("color:inherit", Ink, None),
            ("background:#fff none repeat 0 0", Paper, Some(Value::White)),
            ("background:rgb(255, 255, 255)", Paper, Some(Value::White)),
            ("background:none", Paper, Some(Value::Plain)),
            ("background:#1f4e78;mso-pattern:black none", Paper, Some(Value::Other)),
            ("background:url(a.png) #fff", Picture, Some(Value::Other)),
            ("background-image:none", Picture, Some(Value::Plain)),
            ("background-image:none", Paper, None),
        ] {
            let said = Said::of(written);
            assert_eq!(said.get(property), expected, "{written}");
        }
    }

    #[test]
    fn every_property_has_its_place() {
        assert!((0..).zip(ALL).all(|(at, property)| property as usize == at));
    }

    #[test]
    fn the_stronger_holds() {
        let mut said = Said::default();
        said.take(Property::Ink, Value::White, Strength::of_rule(10, 7));
        said.take(Property::Ink, Value::Other, Strength::of_rule(1, 9));
        assert_eq!(said.get(Property::Ink), Some(Value::White));
        let mut own = Said::default();
        own.take(Property::Ink, Value::Other, Strength::OWN);
        said.merge(&own);
        assert_eq!(said.get(Property::Ink), Some(Value::Other));
        said.merge(&Said::of("color:white!important").with(Strength::of_rule(1, 1)));
        said.merge(&own);
        assert_eq!(said.get(Property::Ink), Some(Value::White));
    }
}
