//! The contract of a study in code: which tables exist, their columns, what a cell of each means.
//!
//! The order of [`TABLES`] is the order of the documentation and of every listing. A column that is
//! in neither this contract nor the study's codebook is kept and reported, never dropped.
//!
//! Long because: the contract is one table and is read in one piece.

/// What a table holds; also the kind of the entities its rows introduce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Table {
    /// Makerspaces, fab labs, coworking spaces, clusters, parks.
    Places,
    /// Names of an entity in several languages and scripts.
    Names,
    /// Addresses and positions a place has occupied.
    Sites,
    /// Dated states of a place.
    Spells,
    /// People in public roles, organisations and communities.
    Actors,
    /// Social groups.
    Groups,
    /// Dated relations between entities.
    Ties,
    /// Dated happenings.
    Events,
    /// Administrative and other areas.
    Territories,
    /// Doctrines, plans, programmes, regulations.
    Policies,
    /// Stages through which a policy passes.
    Stages,
    /// Policy instruments.
    Instruments,
    /// Planned values.
    Targets,
    /// Measured values.
    Observations,
    /// A comparison: case by dimension.
    Cases,
    /// Theses with arguments for and against.
    Arguments,
    /// The glossary.
    Concepts,
    /// Statements that do not fit a wide table, above all contradicting ones.
    Claims,
    /// Reusable citations.
    Citations,
    /// Codes given to entities by coders.
    Codings,
    /// Decisions on whether two records are the same thing.
    Matches,
    /// Person × place × time logs: the virtual layer.
    Traces,
}

/// What a cell of a column means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ColumnType {
    /// The row's own identifier.
    Id,
    /// Free text.
    Text,
    /// A decimal number.
    Number,
    /// A date or interval in EDTF.
    Edtf,
    /// The id of an entity of one of these tables (empty: of any).
    Ref(&'static [Table]),
    /// Several such ids separated by `;`.
    Refs(&'static [Table]),
    /// One of these words; the codebook may not add to them.
    Word(&'static [&'static str]),
    /// A code of the codebook's list of this name (`kinds`, `relations`, `indicators`, `schemes`).
    Code(CodeList),
    /// Latitude in degrees.
    Latitude,
    /// Longitude in degrees.
    Longitude,
    /// An http(s) address.
    Url,
    /// A citation string: `key locator; key locator`.
    Source,
    /// A value whose type another column of the row decides (`claims.value`).
    Dependent,
}

/// A list of the codebook that a column draws on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeList {
    /// `[[kinds]]`: kinds of a place, actor, event …
    Kinds,
    /// `[[relations]]`.
    Relations,
    /// `[[indicators]]`.
    Indicators,
    /// `[[schemes]]`.
    Schemes,
}

/// A column of the contract.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Header.
    pub name: &'static str,
    /// Meaning of its cells.
    pub ty: ColumnType,
    /// Whether a row without it is an error.
    pub required: bool,
    /// One line of documentation.
    pub doc: &'static str,
}

/// A table of the contract.
#[derive(Clone, Copy, Debug)]
pub struct TableSpec {
    /// Which one.
    pub table: Table,
    /// File name within the study folder.
    pub file: &'static str,
    /// One line of documentation.
    pub doc: &'static str,
    /// Columns in documentation order. If the first has type [`ColumnType::Id`], rows are entities.
    pub columns: &'static [Column],
    /// The column that names the entity a row without an id speaks of, if any.
    pub subject: Option<&'static str>,
}

use ColumnType::{Code, Dependent, Edtf, Id, Latitude, Longitude, Number, Ref, Refs, Source, Text, Url, Word};

const fn c(name: &'static str, ty: ColumnType, doc: &'static str) -> Column {
    Column { name, ty, required: false, doc }
}
const fn r(name: &'static str, ty: ColumnType, doc: &'static str) -> Column {
    Column { name, ty, required: true, doc }
}

/// Datums a coordinate may be given in.
pub const CRS: &[&str] = &["wgs84", "gcj02", "bd09", "unknown"];
/// States of a place.
pub const PLACE_STATUS: &[&str] =
    &["planned", "active", "paused", "relocated", "absorbed", "converted", "closed", "unknown"];

/// Every table of the contract.
// One line per column: a table is read row by row.
#[rustfmt::skip]
pub const TABLES: &[TableSpec] = &[
    TableSpec {
        table: Table::Places,
        file: "places.csv",
        doc: "Makerspaces, hackerspaces, fab labs, coworking spaces, clusters and parks.",
        subject: None,
        columns: &[
            r("id", Id, "Short, readable, stable."),
            c("kind", Code(CodeList::Kinds), "Kind of place, a code of the codebook."),
            c("name", Text, "Name in the study's first language."),
            c("name_zh", Text, "Name in Chinese."),
            c("opened", Edtf, "When it opened."),
            c("closed", Edtf, "When it ended; blank means not known to have ended, not *open*."),
            c("status", Word(PLACE_STATUS), "State when last heard of."),
            c("last_confirmed", Edtf, "Latest date at which a source confirms the state."),
            c("territory", Ref(&[Table::Territories]), "Territory it lies in."),
            c("lat", Latitude, "Latitude as given, degrees."),
            c("lon", Longitude, "Longitude as given, degrees."),
            c("crs", Word(CRS), "Datum of the coordinates as given."),
            c("precision_m", Number, "Half-width of the position's uncertainty, metres."),
            c("address", Text, "Address."),
            c("website", Url, "Web address."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Names,
        file: "names.csv",
        doc: "Names of an entity: languages, scripts, former names.",
        subject: Some("entity"),
        columns: &[
            r("entity", Ref(&[]), "What is named."),
            r("text", Text, "The name."),
            c("lang", Text, "Language tag (BCP 47)."),
            c("script", Word(&["Hans", "Hant", "Latn"]), "Script (ISO 15924)."),
            c("type", Word(&["official", "short", "former", "pinyin", "alias"]), "Kind of name."),
            c("valid", Edtf, "When it was used."),
        ],
    },
    TableSpec {
        table: Table::Sites,
        file: "sites.csv",
        doc: "Addresses and positions a place has occupied.",
        subject: Some("place"),
        columns: &[
            r("id", Id, "Short, readable, stable."),
            r("place", Ref(&[Table::Places]), "Whose site."),
            c("name", Text, "Name of the site."),
            c("address", Text, "Address."),
            c("host", Text, "Who housed it."),
            c("area_m2", Number, "Floor area, square metres."),
            c("territory", Ref(&[Table::Territories]), "Territory it lies in."),
            c("lat", Latitude, "Latitude as given, degrees."),
            c("lon", Longitude, "Longitude as given, degrees."),
            c("crs", Word(CRS), "Datum of the coordinates as given."),
            c("precision_m", Number, "Half-width of the position's uncertainty, metres."),
            c("valid", Edtf, "When it was occupied."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Spells,
        file: "spells.csv",
        doc: "Dated states of a place; a missing end is not *open*.",
        subject: Some("place"),
        columns: &[
            r("place", Ref(&[Table::Places]), "Whose state."),
            c("site", Ref(&[Table::Sites]), "At which site."),
            c("status", Word(PLACE_STATUS), "State during the spell."),
            c("from", Edtf, "Start."),
            c("to", Edtf, "End."),
            c("last_confirmed", Edtf, "Latest date at which a source confirms the state."),
            c("exit_reason", Text, "Why it ended."),
            c("successor", Ref(&[Table::Places]), "What it became."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Actors,
        file: "actors.csv",
        doc: "People in public roles, organisations and communities.",
        subject: None,
        columns: &[
            r("id", Id, "Short, readable, stable."),
            c("kind", Code(CodeList::Kinds), "person, organisation, community …"),
            c("name", Text, "Name."),
            c("name_zh", Text, "Name in Chinese."),
            c("role", Text, "Public role."),
            c("territory", Ref(&[Table::Territories]), "Where based."),
            c("website", Url, "Web address."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Groups,
        file: "groups.csv",
        doc: "Social groups: artists, workers, students, enterprises …",
        subject: None,
        columns: &[
            r("id", Id, "Short, readable, stable."),
            c("name", Text, "Name."),
            c("name_zh", Text, "Name in Chinese."),
            c("definition", Text, "Who belongs to it."),
        ],
    },
    TableSpec {
        table: Table::Ties,
        file: "ties.csv",
        doc: "Dated relations between entities, by layer.",
        subject: Some("from"),
        columns: &[
            r("from", Ref(&[]), "Start of the tie."),
            r("to", Ref(&[]), "End of the tie."),
            c("relation", Code(CodeList::Relations), "What relates them; `lineage` of its codebook entry says whether it tells what came from what."),
            c("layer", Word(&["physical", "virtual", "organisational", "economic"]), "Layer of the network."),
            c("weight", Number, "Strength, in the relation's unit."),
            c("valid", Edtf, "When it held."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Events,
        file: "events.csv",
        doc: "Dated happenings.",
        subject: None,
        columns: &[
            r("id", Id, "Short, readable, stable."),
            c("kind", Code(CodeList::Kinds), "Kind of event."),
            c("name", Text, "What happened."),
            c("name_zh", Text, "The same in Chinese."),
            c("when", Edtf, "When."),
            c("level", Word(&["international", "national", "provincial", "local", "place"]), "Level of government or scope."),
            c("place", Ref(&[Table::Places]), "Where."),
            c("territory", Ref(&[Table::Territories]), "In which territory."),
            c("actors", Refs(&[Table::Actors]), "Who took part."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Territories,
        file: "territories.csv",
        doc: "Administrative and other areas; their shapes are in geo/*.geojson.",
        subject: None,
        columns: &[
            r("id", Id, "Short, readable, stable."),
            c("code", Text, "Official code."),
            c("name", Text, "Name."),
            c("name_zh", Text, "Name in Chinese."),
            c("level", Word(&["world", "country", "province", "prefecture", "county", "town", "region", "zone"]), "Level."),
            c("parent", Ref(&[Table::Territories]), "What it lies in."),
            c("lat", Latitude, "Latitude of a label point, degrees."),
            c("lon", Longitude, "Longitude of a label point, degrees."),
            c("crs", Word(CRS), "Datum of the coordinates as given."),
            c("valid", Edtf, "When it existed."),
            c("successor", Ref(&[Table::Territories]), "What followed it."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Policies,
        file: "policies.csv",
        doc: "Doctrines, plans, programmes and regulations.",
        subject: None,
        columns: &[
            r("id", Id, "Short, readable, stable."),
            c("title", Text, "Title."),
            c("title_zh", Text, "Title in Chinese."),
            c("doc_number", Text, "Document number."),
            c("issuer", Refs(&[Table::Actors]), "Who issued it."),
            c("level", Word(&["international", "national", "provincial", "local"]), "Level of government."),
            c("kind", Word(&["doctrine", "plan", "programme", "regulation", "strategy", "law", "pilot"]), "Kind of document."),
            c("territory", Ref(&[Table::Territories]), "Where it applies."),
            c("parent", Ref(&[Table::Policies]), "What it carries out."),
            c("issued", Edtf, "When issued."),
            c("effective", Edtf, "When it took effect."),
            c("valid", Edtf, "Period it covers."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Stages,
        file: "stages.csv",
        doc: "Stages through which a policy passes.",
        subject: Some("policy"),
        columns: &[
            r("policy", Ref(&[Table::Policies]), "Which policy."),
            r("stage", Word(&["research", "drafting", "consultation", "approval", "implementation", "monitoring", "evaluation"]), "Stage."),
            c("from", Edtf, "Start."),
            c("to", Edtf, "End."),
            c("actors", Refs(&[Table::Actors]), "Who acts."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Instruments,
        file: "instruments.csv",
        doc: "Policy instruments, by the families of the STIP Compass.",
        subject: Some("policy"),
        columns: &[
            r("policy", Ref(&[Table::Policies]), "Which policy."),
            r("code", Text, "Family of the instrument."),
            c("name", Text, "What it does."),
            c("territory", Ref(&[Table::Territories]), "Where."),
            c("target_group", Refs(&[Table::Groups]), "For whom."),
            c("budget", Number, "Budget."),
            c("unit", Text, "Unit of the budget."),
            c("valid", Edtf, "When."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Targets,
        file: "targets.csv",
        doc: "Planned values.",
        subject: Some("policy"),
        columns: &[
            r("id", Id, "Short, readable, stable."),
            c("policy", Ref(&[Table::Policies]), "Plan that sets it."),
            c("indicator", Code(CodeList::Indicators), "What is targeted."),
            c("territory", Ref(&[Table::Territories]), "For which territory."),
            c("parent_target", Ref(&[Table::Targets]), "Target it carries out."),
            c("nature", Word(&["binding", "anticipatory"]), "Binding or anticipatory."),
            c("form", Word(&["level", "change", "cumulative", "annual_average", "range", "multiple", "qualitative", "deferred"]), "Form of the target."),
            c("baseline", Number, "Value to start from."),
            c("baseline_year", Edtf, "Its year."),
            c("value", Dependent, "Value to reach; words for a qualitative or deferred target."),
            c("unit", Text, "Unit."),
            c("year", Edtf, "When to reach it."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Observations,
        file: "observations.csv",
        doc: "Measured values: entity × indicator × period.",
        subject: Some("entity"),
        columns: &[
            r("entity", Ref(&[]), "What was measured."),
            r("indicator", Code(CodeList::Indicators), "Which indicator."),
            c("period", Edtf, "When."),
            r("value", Number, "Value."),
            c("unit", Text, "Unit."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Cases,
        file: "cases.csv",
        doc: "A comparison: case × dimension.",
        subject: Some("case"),
        columns: &[
            r("case", Ref(&[]), "Entity compared."),
            r("dimension", Text, "Dimension, a variable of the codebook."),
            r("value", Text, "What is said of the case."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Arguments,
        file: "arguments.csv",
        doc: "Theses with arguments for and against, tied to evidence.",
        subject: None,
        columns: &[
            r("id", Id, "Short, readable, stable."),
            c("thesis", Text, "Topic or thesis argued about."),
            c("side", Word(&["for", "against", "question", "analysis", "context"]), "Side taken."),
            r("statement", Text, "The argument."),
            c("evidence", Text, "Facts, analyses or lab experiments: `entity.property`, `analysis:id`, `scenario:id`, `experiment:id`."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Concepts,
        file: "concepts.csv",
        doc: "The glossary.",
        subject: None,
        columns: &[
            r("id", Id, "Short, readable, stable."),
            c("zh", Text, "Chinese."),
            c("pinyin", Text, "Pinyin with tone marks."),
            c("en", Text, "English."),
            c("fr", Text, "French."),
            c("definition", Text, "Definition."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Claims,
        file: "claims.csv",
        doc: "Statements that do not fit a wide table, above all contradicting ones.",
        subject: Some("entity"),
        columns: &[
            r("entity", Ref(&[]), "What is spoken of."),
            r("property", Text, "Column or codebook variable."),
            r("value", Dependent, "What is said."),
            c("unit", Text, "Unit."),
            c("valid", Edtf, "When it held."),
            c("status", Word(&["accepted", "conflict", "rejected"]), "What became of it."),
            c("certainty", Word(&["stated", "inferred", "approximate", "doubtful"]), "How sure."),
            c("coder", Text, "Who recorded it."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Citations,
        file: "citations.csv",
        doc: "Reusable citations: a source (in `source`), a locator, a quotation, an archived copy.",
        subject: None,
        columns: &[
            r("id", Id, "Short, readable, stable; cited as a key."),
            c("locator", Text, "Page, section, date."),
            c("quote", Text, "Words quoted."),
            c("archive_url", Url, "Archived copy."),
            c("accessed", Edtf, "When read."),
            c("sha256", Text, "Digest of the copy."),
        ],
    },
    TableSpec {
        table: Table::Codings,
        file: "codings.csv",
        doc: "Codes given to entities; several coders may disagree.",
        subject: Some("entity"),
        columns: &[
            r("entity", Ref(&[]), "What is coded."),
            r("scheme", Code(CodeList::Schemes), "Scheme of the codebook."),
            r("code", Text, "Code of the scheme."),
            c("certainty", Word(&["stated", "inferred", "approximate", "doubtful"]), "How sure."),
            c("coder", Text, "Who coded."),
            c("notes", Text, "Remarks."),
        ],
    },
    TableSpec {
        table: Table::Matches,
        file: "matches.csv",
        doc: "Decisions on whether two records are the same thing.",
        subject: Some("record_a"),
        columns: &[
            r("record_a", Text, "First record."),
            r("record_b", Text, "Second record."),
            r("decision", Word(&["same", "different", "lineage"]), "Decision."),
            c("reason", Text, "Why."),
        ],
    },
    TableSpec {
        table: Table::Traces,
        file: "traces/*.csv",
        doc: "Person × place × time logs (posts, meetups, commits): the virtual layer.",
        subject: Some("place"),
        columns: &[
            c("place", Ref(&[Table::Places]), "Where."),
            c("when", Edtf, "When."),
            c("actor", Text, "Pseudonym of who."),
            c("kind", Text, "Kind of trace."),
            c("weight", Number, "Count."),
        ],
    },
];

/// Columns every table may have besides its own: the citation of the whole row.
/// `<column>.source` cites one cell and wins over it.
pub const SOURCE: Column = c("source", Source, "Citation of the whole row: `key locator; key locator`.");

impl Table {
    /// The table's contract.
    #[must_use]
    pub fn spec(self) -> &'static TableSpec {
        &TABLES[self as usize]
    }

    /// The file's stem: `places`, `names` …; for traces, `traces`.
    #[must_use]
    pub fn name(self) -> &'static str {
        let file = self.spec().file;
        match file.split_once(['.', '/']) {
            Some((stem, _)) => stem,
            None => file,
        }
    }

    /// The table of a study file (`places.csv`, `traces/commits.csv`), if it is one of the contract.
    #[must_use]
    pub fn of_file(path: &str) -> Option<Self> {
        if path.starts_with("traces/") && path.ends_with(".csv") {
            return Some(Self::Traces);
        }
        TABLES.iter().find(|t| t.file == path).map(|t| t.table)
    }

    /// The table of this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        TABLES.iter().map(|t| t.table).find(|t| t.name() == name)
    }
}

impl TableSpec {
    /// Column by header.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// Whether rows carry their own id.
    #[must_use]
    pub fn has_id(&self) -> bool {
        matches!(self.columns.first(), Some(Column { ty: Id, .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_tables_is_the_order_of_the_enum() {
        for (i, spec) in TABLES.iter().enumerate() {
            assert_eq!(spec.table as usize, i, "{}", spec.file);
        }
    }

    #[test]
    fn subjects_are_columns() {
        for spec in TABLES {
            if let Some(subject) = spec.subject {
                assert!(spec.column(subject).is_some(), "{}: {subject}", spec.file);
            }
        }
    }
}
