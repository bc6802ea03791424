//! What of a study stands in a world, as a digest: what a kept result was made from.

use std::fmt::Write as _;

use milieu_study::saved;

use super::{Ground, Placed};

impl Ground {
    /// Digest of what stands, without making a world of it: another one whenever settling or applying it would
    /// write something else. Where in the files it is written, and what does not stand, leave it as it is.
    #[must_use]
    pub fn digest(&self, placed: &Placed) -> String {
        let id = |row: usize| &self.rows[row].id;
        let mut said = String::new();
        let mut say = |line: std::fmt::Arguments<'_>| {
            // A string takes whatever is written to it.
            let _ = writeln!(said, "{line}");
        };
        for &(row, area) in &placed.territories {
            let area = &self.areas[area];
            say(format_args!("territory {row} {} {:?}", id(area.row), area.position));
        }
        for &(row, _) in &placed.zones {
            say(format_args!("zone {row}"));
        }
        for (&(row, site), carriers) in placed.sites.iter().zip(&placed.carriers) {
            let site = &self.sites[site];
            say(format_args!("place {row} {} {:?} {carriers}", id(site.row), site.kind));
        }
        for (of, from) in &placed.lineages {
            say(format_args!("lineage {of} {from}"));
        }
        for (row, origin) in &placed.pipelines {
            say(format_args!("pipeline {row} {origin}"));
        }
        for &(row, target) in &placed.targets {
            let target = &self.targets[target];
            say(format_args!("target {row} {} {} {:?}", target.indicator, target.year, target.value));
        }
        for &(row, observed) in &placed.observed {
            let observed = &self.observed[observed];
            say(format_args!("observed {row} {:?} {:?}", observed.what, observed.value));
        }
        saved::digest(said.as_bytes())
    }
}
