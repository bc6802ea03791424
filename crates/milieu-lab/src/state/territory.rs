//! Territories: nation, provinces, prefectures, counties, towns.

use super::rows::{NONE, table};

/// Levels, from the nation down.
pub const LEVELS: usize = 5;
/// Level of the nation.
pub const NATION: u8 = 0;
/// Level of a province.
pub const PROVINCE: u8 = 1;
/// Level of a prefecture ("city").
pub const PREFECTURE: u8 = 2;
/// Level of a county or urban district.
pub const COUNTY: u8 = 3;
/// Level of a town or sub-district.
pub const TOWN: u8 = 4;

/// Classes of floor space.
pub const FLOORS: usize = 4;
/// Factories in use.
pub const INDUSTRIAL: usize = 0;
/// Offices.
pub const OFFICE: usize = 1;
/// Old factories and other cheap residual space.
pub const MARGINAL: usize = 2;
/// Dwellings.
pub const RESIDENTIAL: usize = 3;

/// Sectors of the economy.
pub const SECTORS: usize = 8;
/// Origins of outside ties, in the order of [`ORIGIN_NAMES`].
pub const ORIGINS: usize = 5;
/// Taiwan, Hong Kong, Shanghai, Germany, Chinese overseas.
pub const ORIGIN_NAMES: [&str; ORIGINS] = ["TW", "HK", "SH", "DE", "overseas"];
/// Capabilities a firm may have.
pub const CAPABILITIES: usize = 1_024;
/// Months of floor space under construction that are remembered.
pub const BUILDING: usize = 36;
/// Instruments of a government, in the order of [`crate::lever::INSTRUMENTS`].
pub const INSTRUMENTS: usize = 10;
/// Classes of persons.
pub const CLASSES: usize = 5;

table! {
    /// Territories, sorted by level: those above the town come first, and an official's row is its territory's.
    pub struct Territories (recycled = false) {
        /// The territory above; [`NONE`] for the nation.
        parent: u32 = NONE,
        /// Level, 0 (nation) to 4 (town).
        level: u8 = NATION,
        /// Index of its name in [`super::World::names`]; [`NONE`] for a synthetic one.
        name: u32 = NONE,
        /// Longitude and latitude of its centre, degrees.
        position: [f64; 2] = [0.0; 2],
        /// Area in km².
        area: f64 = 1.0,
        /// Inhabitants by class, in persons of the real population. Towns; sums above.
        people: [f64; CLASSES] = [0.0; CLASSES],
        /// Floor space by class, m². Towns only; rules that need a county's sum it.
        stock: [f64; FLOORS] = [0.0; FLOORS],
        /// Floor space in use, m².
        occupied: [f64; FLOORS] = [0.0; FLOORS],
        /// Rent by class, yuan per m² and month.
        rent: [f64; FLOORS] = [1.0; FLOORS],
        /// Rent by class at the start, what construction costs are measured by.
        rent_at_start: [f64; FLOORS] = [1.0; FLOORS],
        /// Floor space under construction by class, m², a ring by month of completion.
        building: [[f32; FLOORS]; BUILDING] = [[0.0; FLOORS]; BUILDING],
        /// Wage by class of person, yuan a month.
        wage: [f64; CLASSES] = [1.0; CLASSES],
        /// Wage by class a month ago.
        wage_before: [f64; CLASSES] = [1.0; CLASSES],
        /// Wage by class at that time.
        wage_at_start: [f64; CLASSES] = [1.0; CLASSES],
        /// Inhabitants by class at that time.
        people_at_start: [f64; CLASSES] = [0.0; CLASSES],
        /// Logarithm of productivity that effort and public capital add.
        ln_productivity: f64 = 0.0,
        /// Public capital, yuan.
        capital: f64 = 0.0,
        /// Treasury: revenue not yet spent, yuan.
        treasury: f64 = 0.0,
        /// Public debt, yuan.
        debt: f64 = 0.0,
        /// Output by sector, yuan a month.
        output: [f64; SECTORS] = [0.0; SECTORS],
        /// Output since January, yuan.
        output_so_far: f64 = 0.0,
        /// Output of the last full year, yuan a year; 0 before the first is closed.
        output_year: f64 = 0.0,
        /// Output of the year before that.
        output_year_before: f64 = 0.0,
        /// Output a head and month when wages began to follow it, yuan; 0 before.
        output_at_start: f64 = 0.0,
        /// Local linkage of outside firms, 0 to 1.
        linkage: f64 = 0.0,
        /// Pipelines by origin: stock of relations, 0 to about 5.
        pipeline: [f64; ORIGINS] = [0.0; ORIGINS],
        /// People who broker relations, by origin.
        brokers: [f64; ORIGINS] = [0.0; ORIGINS],
        /// Outside firms of the real economy that arrived, by origin.
        arrived: [f64; ORIGINS] = [0.0; ORIGINS],
        /// Outside firms that arrive this month, by origin: rows of [`super::Firms`] to be seated in phase 6. Towns.
        arriving: [u16; ORIGINS] = [0; ORIGINS],
        /// Zone: its ordinal in the region from 1, 0 for none.
        zone: u16 = 0,
        /// Step in which the zone began; 0 also where it stood at the start.
        zone_since: u32 = 0,
        /// Step from which the zone has its infrastructure; 0 where it stood at the start.
        zone_works: u32 = 0,
        /// Share of firms' conduct that is seen from above, 0 to 1.
        monitoring: f64 = 0.0,
        /// Audit probability a year.
        audit: f64 = 0.0,
        /// Amenity, 0 to 1.
        amenity: f64 = 0.5,
        /// Openness to people registered elsewhere, 0 to 1.
        openness: f64 = 0.5,
        /// Quality of the industry-service centre, 0 (none) to 1.
        service: f64 = 0.0,
        /// Spending by instrument this month, yuan.
        spend: [f64; INSTRUMENTS] = [0.0; INSTRUMENTS],
        /// Spending by instrument since the start, yuan.
        spent: [f64; INSTRUMENTS] = [0.0; INSTRUMENTS],
        /// Spending that reaches it this month by instrument, yuan: its own and its share of what is spent above.
        reach: [f64; INSTRUMENTS] = [0.0; INSTRUMENTS],
        /// Subsidy of state places and hubs, yuan per reported desk and month. Towns.
        subsidy: f64 = 0.0,
        /// Rent relief, share of the rent that is paid for places.
        relief: f64 = 0.0,
        /// Discount on industrial floor, share of the rent.
        discount: f64 = 0.0,
        /// Tax holiday, share of the profit tax not levied.
        holiday: f64 = 0.0,
        /// Months in a row in which a commercial place would have paid. Towns.
        promising: u16 = 0,
        /// State places ordered but not yet opened.
        ordered: f64 = 0.0,
        /// Firms here by capability.
        capability: [u16; CAPABILITIES] = [0; CAPABILITIES],
    }
}

impl Territories {
    /// Rows of a level.
    #[must_use]
    pub fn of_level(&self, level: u8) -> std::ops::Range<usize> {
        let from = self.level.partition_point(|l| *l < level);
        from..self.level.partition_point(|l| *l <= level)
    }

    /// Rows of the territories that have an official: all above the town.
    #[must_use]
    pub fn governed(&self) -> std::ops::Range<usize> {
        0..self.level.partition_point(|l| *l < TOWN)
    }

    /// The territory itself or the one above it that has this level.
    #[must_use]
    pub fn at_level(&self, mut row: usize, level: u8) -> usize {
        while self.level[row] > level && self.parent[row] != NONE {
            row = self.parent[row] as usize;
        }
        row
    }

    /// Rows of a territory and of all below it. Territories are sorted by level: a parent stands before its children.
    #[must_use]
    pub fn within(&self, top: usize) -> Vec<usize> {
        let mut is_within = vec![false; self.len()];
        for row in top..self.len() {
            is_within[row] = row == top || (self.parent[row] != NONE && is_within[self.parent[row] as usize]);
        }
        (top..self.len()).filter(|&row| is_within[row]).collect()
    }
}
