//! `data/search.json`: names under which entities, terms and sources are found.

use serde::Serialize;
use ts_rs::TS;

/// The search index. A query is folded as the keys were (see `web/`), then looked for in them.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SearchIndex {
    /// Everything that can be found.
    pub entries: Vec<SearchEntry>,
    /// Traditional and variant characters each followed by the Simplified one the keys have in its
    /// place: `車车眾众衆众`. Only characters that the keys use.
    pub variants: String,
}

/// Something to be found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SearchEntry {
    /// Route of its page: `#/place/xinchejian`.
    pub route: String,
    /// Table, `source` or `code`.
    pub table: String,
    /// Name as shown.
    pub name: String,
    /// Chinese name, if any.
    pub zh: Option<String>,
    /// Folded keys, separated by `\n`: lowercase, without marks, Simplified, and in pinyin.
    pub keys: String,
}
