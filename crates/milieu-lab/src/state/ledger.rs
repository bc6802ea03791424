//! Money that flows, booked by account: what came in and went out explains what is there.

use crate::digest::Digest;

/// Who holds money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// Capital of firms.
    Firms,
    /// Cash of places.
    Places,
    /// Treasuries of territories.
    Treasury,
    /// Debt of territories (what is owed, positive).
    Debt,
}

impl Account {
    /// Every account, by its number.
    pub const ALL: [Self; 4] = [Self::Firms, Self::Places, Self::Treasury, Self::Debt];
}

/// Why money flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    /// Sales.
    Sales,
    /// Wages and staff.
    Wages,
    /// Rent.
    Rent,
    /// Other costs: materials, equipment, search.
    Costs,
    /// Taxes and land sales.
    Taxes,
    /// Fees of members, events, services, sponsors.
    Fees,
    /// Subsidies and rent relief.
    Subsidies,
    /// Spending of instruments.
    Spending,
    /// Borrowing and paying back.
    Borrowing,
    /// What founders and investors bring in.
    Founding,
    /// What is left over or owed when a firm or place ends.
    Winding,
}

/// Number of flows.
const FLOWS: usize = 11;

/// Flows of one month by account. A rule books every yuan it adds to or takes from an account's columns.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ledger {
    booked: [[f64; FLOWS]; Account::ALL.len()],
}

impl Ledger {
    /// Books what flows into an account (out of it if negative), yuan.
    pub fn book(&mut self, account: Account, flow: Flow, yuan: f64) {
        self.booked[account as usize][flow as usize] += yuan;
    }

    /// What was booked of a flow this month.
    #[must_use]
    pub fn booked(&self, account: Account, flow: Flow) -> f64 {
        self.booked[account as usize][flow as usize]
    }

    /// What all flows of this month add to an account.
    #[must_use]
    pub fn change(&self, account: Account) -> f64 {
        self.booked[account as usize].iter().sum()
    }

    /// Takes all of it into the hash.
    pub fn digest(&self, digest: &mut Digest) {
        digest.column(&self.booked);
    }
}

/// What an account holds, read from the columns.
#[must_use]
pub fn balance(world: &super::World, account: Account) -> f64 {
    use crate::kernel::sum;
    let (firms, places, territories) = (&world.firms, &world.places, &world.territories);
    match account {
        Account::Firms => sum(firms.len(), |f| if firms.is_alive(f) { firms.capital[f] } else { 0.0 }),
        Account::Places => sum(places.len(), |p| if places.is_alive(p) { places.cash[p] } else { 0.0 }),
        Account::Treasury => sum(territories.len(), |z| territories.treasury[z]),
        Account::Debt => sum(territories.len(), |z| territories.debt[z]),
    }
}
