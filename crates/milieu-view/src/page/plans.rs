//! `data/plans.json`: from doctrine to plan to target to territory, and what came of it.

use serde::Serialize;
use ts_rs::TS;

use super::{AtlasTerritory, Code, EntityLink, EvidenceList, Label, Shown};

/// Everything the study says of plans. Indices are into the lists of this page.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Plans {
    /// Policies, in file order.
    pub policies: Vec<PolicyShown>,
    /// Targets, in file order.
    pub targets: Vec<TargetShown>,
    /// Indicators that targets name.
    pub indicators: Vec<IndicatorShown>,
    /// Territories that targets or observations of their indicators name, with all their ancestors.
    pub territories: Vec<AtlasTerritory>,
    /// Levels of territories, the highest first.
    pub levels: Vec<Code>,
    /// Observations of an indicator for which the study has no target of that territory and year.
    pub untargeted: Vec<Untargeted>,
    /// What each level adds to the targets above it, for every target that others carry out.
    pub amplifications: Vec<Amplification>,
    /// Why targets have no attainment, most first.
    pub unattained: Vec<PlanLeftOut>,
    /// Instruments by family, in order of first use.
    pub families: Vec<Family>,
    /// Dated policies and events of the whole country, the earliest first.
    pub timeline: Vec<Milestone>,
    /// Policies and events of the whole country without a date.
    pub undated: Vec<EntityLink>,
    /// Every statement behind the page; [`Shown::evidence`] indexes it.
    pub evidence: EvidenceList,
}

/// A doctrine, plan, programme …
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyShown {
    /// Id; its page is `#/entity/<id>`.
    pub id: String,
    /// Title by language.
    pub title: Label,
    /// Kind of document, a word of the contract.
    pub kind: Option<Code>,
    /// Level of government, a word of the contract.
    pub level: Option<Code>,
    /// Policies it carries out: its `parent`, and every policy that a tie leads it to.
    pub parents: Vec<PolicyParent>,
    /// When it was issued, else took effect.
    pub issued: Option<Shown>,
    /// The period it covers.
    pub valid: Option<Shown>,
    /// Earliest and latest moment of that period, else of its issue, decimal years.
    pub bounds: Option<[f64; 2]>,
    /// Document number.
    pub number: Option<Shown>,
    /// Who issued it.
    pub issuers: Vec<EntityLink>,
    /// Remarks.
    pub notes: Option<Shown>,
    /// Its stages, in the contract's order.
    pub stages: Vec<StageShown>,
    /// The statement that it exists: its title.
    pub stated: Shown,
}

/// A policy that another carries out.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PolicyParent {
    /// Which one.
    pub policy: u32,
    /// The statement that says so; its text is the column or the relation in the study's words.
    pub stated: Shown,
}

/// A stage through which a policy passes.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StageShown {
    /// Stage, a word of the contract.
    pub stage: Code,
    /// Earliest and latest start, decimal years.
    pub start: Option<[f64; 2]>,
    /// Earliest and latest end, decimal years.
    pub end: Option<[f64; 2]>,
    /// Dates as written, or blank; the statements of the stage.
    pub text: Shown,
    /// Who acts.
    pub actors: Vec<EntityLink>,
    /// Remarks.
    pub notes: Option<Shown>,
}

/// A planned value.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TargetShown {
    /// Id; its page is `#/entity/<id>`.
    pub id: String,
    /// Policy that sets it.
    pub policy: Option<u32>,
    /// What is targeted.
    pub indicator: Option<u32>,
    /// For which territory.
    pub territory: Option<u32>,
    /// Target it carries out.
    pub parent: Option<u32>,
    /// The statement that it carries that one out.
    pub parent_stated: Option<Shown>,
    /// `binding` or `anticipatory`; blank where no source says.
    pub nature: Option<Shown>,
    /// Form, a word of the contract.
    pub form: Option<Code>,
    /// Value as written.
    pub value: Option<Shown>,
    /// The number, or the least and greatest value that meet the target; none for words.
    pub range: Option<[f64; 2]>,
    /// Unit.
    pub unit: Option<String>,
    /// Year as written.
    pub year: Option<Shown>,
    /// The calendar year, if it is one.
    pub calendar_year: Option<i32>,
    /// Value to start from.
    pub baseline: Option<Measured>,
    /// Observations of the same indicator, territory and unit, in any year.
    pub observed: Vec<Measured>,
    /// observed − target in the target's unit; none without an observation of the same indicator,
    /// territory, unit and year.
    pub gap: Option<Estimated>,
    /// Share of the way from the baseline to the target.
    pub share: Option<Estimated>,
    /// Why there is no attainment.
    pub unattained: Option<Label>,
    /// Remarks.
    pub notes: Option<Shown>,
}

/// What is targeted.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IndicatorShown {
    /// Code.
    pub code: String,
    /// Label.
    pub label: Label,
}

/// A measured number.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Measured {
    /// The number.
    pub value: f64,
    /// Period as written.
    pub period: Option<String>,
    /// The calendar year within which the whole period lies.
    pub calendar_year: Option<i32>,
    /// As written.
    pub shown: Shown,
}

/// An observation without a target of its own.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Untargeted {
    /// Which indicator.
    pub indicator: u32,
    /// Where.
    pub territory: u32,
    /// Unit.
    pub unit: Option<String>,
    /// The number.
    pub measured: Measured,
}

/// A number that was worked out.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Estimated {
    /// Name, as in `milieu explain <id>`.
    pub id: String,
    /// The number.
    pub value: f64,
    /// Interval, if there is one.
    pub interval: Option<[f64; 2]>,
    /// Statements it rests on.
    pub evidence: Vec<u32>,
}

/// What a level adds to a target.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Amplification {
    /// The target carried out.
    pub parent: u32,
    /// Index of the level.
    pub level: u32,
    /// Mean of the differences, with the lowest and the highest.
    pub mean: Option<Estimated>,
    /// Child target and its difference.
    pub children: Vec<Difference>,
    /// What the mean does not cover.
    pub left_out: Vec<PlanLeftOut>,
}

/// Child minus parent.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Difference {
    /// The child target.
    pub target: u32,
    /// The difference, in the unit of both.
    pub difference: Estimated,
}

/// Something a number does not cover, by name.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlanLeftOut {
    /// Why.
    pub reason: Label,
    /// What.
    pub entities: Vec<EntityLink>,
}

/// A family of instruments.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Family {
    /// As written; blank where no family is named.
    pub name: String,
    /// Its instruments, in file order.
    pub instruments: Vec<InstrumentShown>,
}

/// A policy instrument.
#[derive(Clone, Debug, Serialize, TS)]
pub struct InstrumentShown {
    /// Policy it serves.
    pub policy: Option<u32>,
    /// What it does.
    pub name: Shown,
    /// Where.
    pub territory: Option<EntityLink>,
    /// For whom.
    pub groups: Vec<EntityLink>,
    /// Budget as written.
    pub budget: Option<Shown>,
    /// Unit of the budget.
    pub unit: Option<String>,
    /// When.
    pub valid: Option<Shown>,
    /// Remarks.
    pub notes: Option<Shown>,
}

/// A policy or an event on the timeline.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Milestone {
    /// What it is.
    pub what: EntityLink,
    /// Kind of policy or event.
    pub kind: Option<Label>,
    /// Earliest and latest moment, decimal years.
    pub bounds: [f64; 2],
    /// Whether its end is declared open.
    pub open: bool,
    /// Date as written.
    pub when: Shown,
    /// Institutions: who issued it or took part.
    pub institutions: Vec<EntityLink>,
    /// Remarks.
    pub notes: Option<Shown>,
}
