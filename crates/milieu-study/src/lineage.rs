//! What came from what: the relations that tell of descent.
//!
//! A relation of the codebook says so itself:
//!
//! ```toml
//! [[relations]]
//! code = "offspring_of"
//! lineage = "offspring"         # or "became", "absorbed", "moved"; "none" denies it
//! earlier = "to"                # the end that was there first; "from" unless said
//! lineage_among = "places"      # only between two rows of this table; any unless said
//! ```
//!
//! Where `lineage` is not given, the codes of [`well_known`] are read as what they say.

use crate::schema::Table;

/// How one thing came from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Descent {
    /// The later was started out of the earlier, which lived on.
    Offspring,
    /// The earlier went on as the later: converted, renamed, succeeded.
    Became,
    /// The later bought the earlier, or took it in.
    Absorbed,
    /// The same thing elsewhere, under another id.
    Moved,
}

impl Descent {
    /// The words of the codebook, in the order of the documentation.
    pub const WORDS: &[&str] = &["offspring", "became", "absorbed", "moved"];

    /// By its word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "offspring" => Self::Offspring,
            "became" => Self::Became,
            "absorbed" => Self::Absorbed,
            "moved" => Self::Moved,
            _ => return None,
        })
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Offspring => "offspring",
            Self::Became => "became",
            Self::Absorbed => "absorbed",
            Self::Moved => "moved",
        }
    }
}

/// That the ties of a relation tell what came from what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// How.
    pub descent: Descent,
    /// Whether the start of a tie was there before its end; else the other way round.
    pub forward: bool,
    /// Only ties between two rows of this table tell it; none: all ties do.
    pub among: Option<Table>,
}

/// What a relation tells of descent where its codebook entry does not say: its code read as plain
/// words. That a place `founded` another is lineage; that a person founded it is not.
#[must_use]
pub fn well_known(code: &str) -> Option<Lineage> {
    use Descent::{Absorbed, Became, Moved, Offspring};
    let (descent, forward) = match code {
        "founded" => return Some(Lineage { descent: Offspring, forward: true, among: Some(Table::Places) }),
        "spawned" => (Offspring, true),
        "offspring_of" | "founded_by_member_of" => (Offspring, false),
        "became" | "converted_to" => (Became, true),
        "successor_of" => (Became, false),
        "absorbed_by" | "merged_into" => (Absorbed, true),
        "acquires" => (Absorbed, false),
        "moved_to" => (Moved, true),
        _ => return None,
    };
    Some(Lineage { descent, forward, among: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::diagnostic::{Diagnostic, FileIx};

    fn relation(toml: &str) -> (Option<Lineage>, Vec<String>) {
        let mut out: Vec<Diagnostic> = vec![];
        let text = format!("[[relations]]\ncode = \"spawned\"\n{toml}");
        let book = config::codebook(&text, FileIx(0), &mut out);
        (book.lineage("spawned"), out.into_iter().map(|d| format!("{} {}", d.lint.code, d.message)).collect())
    }

    #[test]
    fn every_word_is_read_back() {
        for word in Descent::WORDS {
            assert_eq!(Descent::of(word).map(Descent::word), Some(*word));
        }
    }

    #[test]
    fn the_codebook_says_how_and_which_end_came_first() {
        let (found, told) = relation("lineage = \"moved\"\nearlier = \"to\"\nlineage_among = \"sites\"\n");
        assert_eq!(found, Some(Lineage { descent: Descent::Moved, forward: false, among: Some(Table::Sites) }));
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn the_codebook_may_deny_what_a_code_says() {
        assert_eq!(relation("lineage = \"none\"\n").0, None);
        assert_eq!(relation("").0, well_known("spawned"));
    }

    #[test]
    fn mistakes_are_told_and_the_code_is_read_as_it_stands() {
        let (found, told) = relation("lineage = \"child\"\n");
        assert_eq!(found, well_known("spawned"));
        assert!(told[0].starts_with("SCH009") && told[0].contains("child"), "{told:?}");
        let (_, told) = relation("earlier = \"to\"\n");
        assert!(told[0].starts_with("SCH010"), "without `lineage` the key has no effect: {told:?}");
    }
}
