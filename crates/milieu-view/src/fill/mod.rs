//! One file per page: from the compiled study to the page's struct.

pub(crate) mod analysis;
pub(crate) mod atlas;
pub(crate) mod codebook;
pub(crate) mod compare;
pub(crate) mod contradictions;
pub(crate) mod debates;
pub(crate) mod entity;
pub(crate) mod entries;
pub(crate) mod glossary;
pub(crate) mod head;
pub(crate) mod headings;
pub(crate) mod lab;
pub(crate) mod life;
pub(crate) mod mentions;
pub(crate) mod network;
pub(crate) mod overview;
pub(crate) mod plans;
pub(crate) mod problems;
mod screened;
pub(crate) mod search;
pub(crate) mod sites;
pub(crate) mod sources;
pub(crate) mod statements;
pub(crate) mod words;
pub(crate) mod zones;
