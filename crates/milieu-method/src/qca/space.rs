//! The space of configurations, and the terms (conjunctions) that cut it.

use super::problem::Problem;

/// The most configurations a space may have.
pub const MOST_CONFIGURATIONS: u32 = 1 << 22;
/// The most values a multi-value condition may have.
pub const MOST_LEVELS: u8 = 16;

/// All configurations of some conditions, counted from 0 with the first condition as the leading digit.
///
/// A set of conditions is a mask: the *first* condition is its *highest* bit, so that for two-valued
/// conditions the conditions in which two configurations differ are `a ^ b`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    levels: Vec<u8>,
    strides: Vec<u32>,
    size: u32,
    binary: bool,
}

/// A conjunction: for the conditions in `mask`, the values they have in `point`. In `point` all others are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// Conditions it names.
    pub mask: u32,
    /// Configuration that holds their values.
    pub point: u32,
}

impl Term {
    /// How many conditions it names.
    #[must_use]
    pub fn literals(self) -> u32 {
        self.mask.count_ones()
    }
}

impl Space {
    /// The space of conditions with these numbers of values (2 for crisp and fuzzy sets).
    ///
    /// # Errors
    /// No condition, or more than [`MOST_CONFIGURATIONS`].
    pub fn new(levels: &[u8]) -> Result<Self, Problem> {
        if levels.is_empty() {
            return Err(Problem::NoConditions);
        }
        let mut strides = vec![0; levels.len()];
        let mut size = 1u32;
        for (stride, &n) in strides.iter_mut().zip(levels).rev() {
            *stride = size;
            size = size
                .checked_mul(u32::from(n))
                .filter(|&s| s <= MOST_CONFIGURATIONS)
                .ok_or(Problem::TooManyConfigurations { conditions: levels.len(), most: MOST_CONFIGURATIONS })?;
        }
        Ok(Self { levels: levels.to_vec(), strides, size, binary: levels.iter().all(|&n| n == 2) })
    }

    /// How many conditions.
    #[must_use]
    pub fn conditions(&self) -> usize {
        self.levels.len()
    }

    /// How many configurations.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.size
    }

    /// How many values a condition has.
    #[must_use]
    pub fn levels(&self, condition: usize) -> u8 {
        self.levels[condition]
    }

    /// Whether every condition has two values.
    #[must_use]
    pub fn is_binary(&self) -> bool {
        self.binary
    }

    /// The bit of a condition.
    #[must_use]
    pub fn bit(&self, condition: usize) -> u32 {
        1 << (self.levels.len() - 1 - condition)
    }

    /// The mask of all conditions.
    #[must_use]
    pub fn all(&self) -> u32 {
        (1 << self.levels.len()) - 1
    }

    /// The configuration with these values, one for each condition.
    #[must_use]
    pub fn configuration(&self, values: &[u8]) -> u32 {
        values.iter().zip(&self.strides).map(|(&v, s)| u32::from(v) * s).sum()
    }

    /// The value of a condition in a configuration.
    #[must_use]
    pub fn value(&self, configuration: u32, condition: usize) -> u8 {
        let value = configuration / self.strides[condition] % u32::from(self.levels[condition]);
        u8::try_from(value).expect("below the number of levels")
    }

    /// All values of a configuration.
    #[must_use]
    pub fn values(&self, configuration: u32) -> Vec<u8> {
        (0..self.conditions()).map(|c| self.value(configuration, c)).collect()
    }

    /// The conditions in which two configurations differ.
    #[must_use]
    pub fn difference(&self, a: u32, b: u32) -> u32 {
        if self.binary {
            return a ^ b;
        }
        (0..self.conditions()).filter(|&c| self.value(a, c) != self.value(b, c)).map(|c| self.bit(c)).sum()
    }

    /// The term that keeps of a configuration only the conditions in `mask`.
    #[must_use]
    pub fn term(&self, configuration: u32, mask: u32) -> Term {
        if self.binary {
            return Term { mask, point: configuration & mask };
        }
        let named = self.named(mask);
        let point = named.map(|c| u32::from(self.value(configuration, c)) * self.strides[c]).sum();
        Term { mask, point }
    }

    /// The conditions in a mask, in order.
    pub fn named(&self, mask: u32) -> impl Iterator<Item = usize> + '_ {
        (0..self.conditions()).filter(move |&c| mask & self.bit(c) != 0)
    }

    /// A term's literals: condition and value, in order.
    pub fn literals(&self, term: Term) -> impl Iterator<Item = (usize, u8)> + '_ {
        self.named(term.mask).map(move |c| (c, self.value(term.point, c)))
    }

    /// Whether a configuration lies in a term.
    #[must_use]
    pub fn covers(&self, term: Term, configuration: u32) -> bool {
        self.term(configuration, term.mask) == term
    }

    /// Whether every configuration of `narrow` lies in `wide`.
    #[must_use]
    pub fn implies(&self, narrow: Term, wide: Term) -> bool {
        wide.mask & !narrow.mask == 0 && self.term(narrow.point, wide.mask).point == wide.point
    }

    /// Every configuration in a term, in order.
    #[must_use]
    pub fn configurations(&self, term: Term) -> Vec<u32> {
        let mut found = vec![term.point];
        for c in self.named(self.all() & !term.mask) {
            let stride = self.strides[c];
            found =
                (found.iter()).flat_map(|&at| (0..u32::from(self.levels[c])).map(move |v| at + v * stride)).collect();
        }
        found.sort_unstable();
        found
    }

    /// A term as the field writes it: `DEV*~IND`, and `DEV[2]*IND[1]` once a condition has more than two values.
    #[must_use]
    pub fn write(&self, term: Term, names: &[String]) -> String {
        let literal = |(c, v): (usize, u8)| self.literal(&names[c], v);
        let literals: Vec<String> = self.literals(term).map(literal).collect();
        // The term without literals is always true.
        if literals.is_empty() { "1".to_owned() } else { literals.join("*") }
    }

    /// A literal as the field writes it.
    #[must_use]
    pub fn literal(&self, name: &str, value: u8) -> String {
        match (self.binary, value) {
            (false, v) => format!("{name}[{v}]"),
            (true, 0) => format!("~{name}"),
            (true, _) => name.to_owned(),
        }
    }
}
