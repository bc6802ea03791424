//! A source in a line of text.

use super::Source;
use crate::time::{self, Bound};

impl Source {
    /// As a citation in running text: `Renaud et al. 2016`.
    ///
    /// Family names of one or two authors, else the first and *et al.*; the title where there are
    /// no authors; the first year the date may be, `n.d.` where it is not known.
    #[must_use]
    pub fn short(&self) -> String {
        let family = |name: &String| name.split(',').next().unwrap_or_default().trim().to_owned();
        let who = match &self.authors[..] {
            [] if self.title.is_empty() => self.key.clone(),
            [] => shortened(&self.title),
            [one] => family(one),
            [one, two] => format!("{} and {}", family(one), family(two)),
            [one, ..] => format!("{} et al.", family(one)),
        };
        match self.year() {
            Some(year) => format!("{who} {year}"),
            None => format!("{who} n.d."),
        }
    }

    /// The first year the date of issue may be, if it is known; the last where only that is.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        // `2010~` is cited as 2010: its own year, not the first of the years it may be.
        let exact = time::Tolerance { approximate_years: 0, approximate_months: 0, approximate_days: 0 };
        let bounds = time::parse(self.issued.as_deref()?, exact).ok()?.bounds;
        let all = [bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end];
        all.into_iter().find_map(Bound::day).map(time::Day::year)
    }

    /// The full reference in plain text.
    ///
    /// `Renaud, A.; Li, D. (2016). Title. Journal 12(3), 4–9. Publisher. https://doi.org/…`; what is
    /// not known is left out.
    #[must_use]
    pub fn reference(&self) -> String {
        let mut sentences = Vec::new();
        let authors = self.authors.join("; ");
        let date = self.issued.as_deref().unwrap_or("n.d.");
        sentences.push(if authors.is_empty() { format!("({date})") } else { format!("{authors} ({date})") });
        sentences.push(if self.title.is_empty() { self.key.clone() } else { self.title.clone() });
        sentences.extend(self.place());
        sentences.extend(self.publisher.clone());
        let mut text = String::new();
        for sentence in sentences {
            let ended = sentence.ends_with(['.', '?', '!', '。', '？', '！']);
            text.push_str(&sentence);
            text.push_str(if ended { " " } else { ". " });
        }
        match (&self.doi, &self.url) {
            (Some(doi), _) => text.push_str(&format!("https://doi.org/{doi}")),
            (None, Some(url)) => text.push_str(url),
            (None, None) => {}
        }
        text.trim_end().to_owned()
    }

    /// `Journal 12(3), 4–9`.
    fn place(&self) -> Option<String> {
        let numbers = match (&self.volume, &self.issue) {
            (Some(volume), Some(issue)) => Some(format!("{volume}({issue})")),
            (volume, issue) => volume.clone().or_else(|| issue.clone()),
        };
        let container = [self.container.clone(), numbers].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let container = Some(container).filter(|text| !text.is_empty());
        let parts: Vec<String> = [container, self.pages.clone()].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// The title, cut after a word near forty characters.
fn shortened(title: &str) -> String {
    if title.chars().count() <= 40 {
        return title.to_owned();
    }
    let head: String = title.chars().take(40).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
    format!("{head} …")
}
