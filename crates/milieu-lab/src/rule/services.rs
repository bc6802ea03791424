//! What else a government does with its budget: land, holidays, talent, service centres, monitoring, relief, orders.
//!
//! A service centre raises local linkage and the success of incremental search; its quality grows with the share of members
//! who say what they need. Monitoring raises q and the audit probability; under switch H-S it makes informality costly
//! (no evidence was found; off by default). Places are ordered up to the target for their number; rent relief
//! pays a share of the rent of places that exist.

use crate::parameter::Parameter;

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[];
