//! Parameters: what a rule cannot know, with where its value comes from.

/// How well a value is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Read from a measurement or another model's published code.
    Measured,
    /// Only its sign, order or shape is documented.
    Anchored,
    /// Fitted to a pattern.
    Fitted,
    /// A textbook value.
    Textbook,
    /// Assumed, with a prior range.
    Assumed,
}

impl Status {
    /// Every status, best known first.
    pub const ALL: [Self; 5] = [Self::Measured, Self::Anchored, Self::Fitted, Self::Textbook, Self::Assumed];

    /// The word in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Anchored => "anchored in sign, order or shape",
            Self::Fitted => "fitted",
            Self::Textbook => "textbook",
            Self::Assumed => "assumed",
        }
    }
}

/// Most parts of a row of the register.
pub const PARTS: usize = 12;
/// Rows of the register.
pub const ROWS: usize = 60;

/// A parameter. A row of the register may have parts, such as a rate for each class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// Row of the register, 1 to 60.
    pub number: u8,
    /// Part of the row, from 0.
    pub part: u8,
    /// Name, as scenarios write it.
    pub name: &'static str,
    /// What it says.
    pub what: &'static str,
    /// Value unless a scenario says another.
    pub default: f64,
    /// Prior range, uniform within; equal ends for what is fixed.
    pub prior: [f64; 2],
    /// Unit; empty for a pure number.
    pub unit: &'static str,
    /// How well it is known.
    pub status: Status,
    /// Where it comes from.
    pub source: &'static str,
}

impl Parameter {
    /// Whether it is fixed.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.prior[0] >= self.prior[1]
    }

    /// The value at a share of its prior range, 0 (low) to 1 (high).
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        self.prior[0] + (self.prior[1] - self.prior[0]) * share
    }

    const fn index(&self) -> usize {
        self.number as usize * PARTS + self.part as usize
    }
}

/// A value for every parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    values: Vec<f64>,
}

impl Values {
    /// The defaults of these parameters.
    #[must_use]
    pub fn defaults(parameters: &[&Parameter]) -> Self {
        // NaN where there is no parameter: a rule that asks for one that is not registered shows at once.
        let mut values = Self { values: vec![f64::NAN; (ROWS + 1) * PARTS] };
        for parameter in parameters {
            values.set(parameter, parameter.default);
        }
        values
    }

    /// The value of a parameter.
    #[inline]
    #[must_use]
    pub fn get(&self, parameter: &Parameter) -> f64 {
        self.values[parameter.index()]
    }

    /// Sets the value of a parameter.
    pub fn set(&mut self, parameter: &Parameter, value: f64) {
        self.values[parameter.index()] = value;
    }
}
