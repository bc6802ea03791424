//! People learn from those they meet, and work together at a distance.
//!
//! Who meets somebody of a higher level in a domain comes nearer to it. Virtual projects bring together people of
//! skills that go together, wherever they are; switch H-V says whether they strengthen ties face to face or take their time.

use crate::parameter::Parameter;

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[];
