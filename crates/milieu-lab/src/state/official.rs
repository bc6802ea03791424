//! Officials: one for each territory above the town, in the same row.

use super::rows::table;
use super::territory::INSTRUMENTS;

table! {
    /// Officials. Row = row of the territory they govern.
    pub struct Officials (recycled = false) {
        /// Competence, about 1: what a unit of effort costs less.
        competence: f64 = 1.0,
        /// Months in this office.
        tenure: u32 = 0,
        /// Months the term will last.
        term: u32 = 48,
        /// Connections, share of all rivals' when divided by their sum.
        connections: f64 = 1.0,
        /// Style, 0 (controller, leader) to 1 (service provider).
        style: f64 = 0.5,
        /// Belief in what a unit spent on each instrument brings for the score.
        belief: [f64; INSTRUMENTS] = [0.0; INSTRUMENTS],
        /// Share of the budget that goes to each instrument this month.
        share: [f64; INSTRUMENTS] = [0.0; INSTRUMENTS],
        /// Effort this year.
        effort: f64 = 0.0,
        /// Growth reported beyond the true one, percentage points.
        misreport: f64 = 0.0,
        /// Score (yeji).
        score: f64 = 0.0,
        /// Score of the year before.
        score_before: f64 = 0.0,
        /// Whether the last report was found out or a binding target missed: no promotion this year.
        barred: bool = false,
        /// Probability to win the contest by performance alone.
        odds: f64 = 0.0,
        /// Times promoted so far.
        promotions: u16 = 0,
    }
}
