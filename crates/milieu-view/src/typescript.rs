//! TypeScript types of the page data, for the web side.

use std::fmt::Write;

use ts_rs::{Config, TS};

use crate::page;

/// The text of `web/src/page.gen.ts`: one type per struct of [`page`], with its documentation.
///
/// Types stand in reading order, pages first; the same program always gives the same text.
pub fn typescript() -> String {
    let cfg = Config::new();
    let mut out = String::from(
        "// Generated from crates/milieu-view/src/page by `cargo xtask generate`; do not edit.\n\n\
         /** The same words in several languages: language tag to text. */\n\
         export type Label = { [language: string]: string };\n",
    );
    macro_rules! write_types {
        ($($ty:ident),* $(,)?) => { $( write_type::<page::$ty>(&cfg, &mut out); )* };
    }
    write_types!(
        Head,
        Author,
        Code,
        TableCount,
        Shown,
        EvidenceList,
        Qualifiers,
        TextPart,
        CitedSource,
        Citation,
        Headings,
        TableHeaders,
        Overview,
        Count,
        LeftOut,
        YearCount,
        KindCount,
        CurveEntry,
        CascadeEntry,
        LevelCount,
        ThesisEntry,
        ArgumentMark,
        TerritoryCount,
        Atlas,
        AtlasPlace,
        Position,
        Life,
        AtlasTerritory,
        Filter,
        EntityPage,
        Property,
        EntityLink,
        NameShown,
        LifeLine,
        Censoring,
        SpellShown,
        SiteShown,
        TieShown,
        CodingShown,
        ObservationShown,
        Mention,
        Contradiction,
        Note,
        SourceCount,
        WordsPage,
        TermKind,
        Term,
        Passage,
        Voice,
        TermLink,
        CharacterOfTheWeek,
        Network,
        NetworkNode,
        NetworkTie,
        LineageTie,
        Outlived,
        Through,
        Reach,
        LegacyCount,
        NetworkRelation,
        NodeKind,
        TieStatements,
        StatementIndex,
        StatementRun,
        Sources,
        SourceRow,
        SourcePage,
        CodebookPage,
        CodebookSection,
        CodebookEntry,
        Glossary,
        Concept,
        SearchIndex,
        SearchEntry,
        Plans,
        PolicyShown,
        PolicyParent,
        StageShown,
        TargetShown,
        IndicatorShown,
        Measured,
        Untargeted,
        Estimated,
        Amplification,
        Difference,
        PlanLeftOut,
        Family,
        InstrumentShown,
        Milestone,
        Zones,
        ZoneShown,
        Compare,
        Dimension,
        Said,
        Chart,
        Series,
        Point,
        Part,
        RatioShown,
        RatioUnchecked,
        Debates,
        Thesis,
        ArgumentShown,
        PieceShown,
        Analyses,
        AnalysisInShort,
        AnalysisPage,
        MethodShown,
        ParameterShown,
        RefusalShown,
        SourceNamed,
        KeptShown,
        ResultShown,
        NumberShown,
        SheetShown,
        DatumShown,
        NoteShown,
        RowsLeftOut,
        AnalysisInput,
        Told,
        CaseShown,
        Download,
        FigureShown,
        StepsShown,
        CurveShown,
        IntervalsShown,
        IntervalShown,
        ScatterShown,
        PointShown,
        LinesShown,
        LineShown,
        TruthTableShown,
        ConfigurationShown,
        TermShown,
        GraphShown,
        GraphNode,
        GraphTie,
        MapShown,
        SpotShown,
        MatrixShown,
        Problems,
        Problem,
        Lab,
        ScenarioInShort,
        ExperimentInShort,
        ExperimentPage,
        LabIndicator,
        ScenarioPage,
        PlacedShown,
        LeverShown,
        LabRun,
        ArmShown,
        BandLine,
        DifferenceShown,
        ReplayShown,
        PatternsPage,
        PatternBoard,
        PatternShown,
        PatternPart,
        ModelPage,
        ParametersPage,
        LabParameter,
        ScreenedShown,
        Moves,
        LabAnswer,
    );
    out
}

fn write_type<T: TS>(cfg: &Config, out: &mut String) {
    // ts-rs spells a map out wherever it is used; the pages have one map, the label.
    let decl = T::decl(cfg).replace("{ [key in string]: string }", "Label");
    let text = format!("{}export {decl}", T::docs().unwrap_or_default());
    out.push('\n');
    let mut depth = 0;
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let indent = "  ".repeat(depth);
        if line == "/**" {
            let mut doc = Vec::new();
            for line in lines.by_ref().take_while(|line| *line != "*/") {
                doc.push(line.trim_start_matches('*').trim());
            }
            let _ = writeln!(out, "{indent}/** {} */", doc.join(" "));
        } else if let Some(last) = line.strip_suffix(", };") {
            let _ = writeln!(out, "{indent}{last};\n}};");
        } else {
            depth += usize::from(line.ends_with('{'));
            let _ = writeln!(out, "{indent}{}", line.strip_suffix(',').map_or(line.to_owned(), |l| format!("{l};")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::typescript;

    /// Every type that is mentioned is also declared: none was forgotten in the list above.
    #[test]
    fn mentioned_types_are_declared() {
        let text = typescript();
        let declared: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("export type "))
            .filter_map(|rest| rest.split([' ', '<']).next())
            .collect();
        let code: String = text.lines().filter(|l| !l.trim_start().starts_with('/')).collect();
        for word in code.split(|c: char| !c.is_ascii_alphanumeric()) {
            if word.starts_with(|c: char| c.is_ascii_uppercase()) && word != "Array" {
                assert!(declared.contains(&word), "{word} is not declared:\n{text}");
            }
        }
    }
}
