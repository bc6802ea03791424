//! Field notes: Markdown to HTML that is safe to show.
//!
//! Raw HTML becomes text, links lead only to the web, to mail or to pages of the study, pictures are
//! not loaded. `[[id]]` becomes a link with the entity's name, `[@key, p. 7]` one with the source's.

use milieu_study::Study;
use milieu_study::note::{Mark, marks};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd, html as writer};

use crate::{address, label};

/// A note as HTML.
#[must_use]
pub fn html(study: &Study, text: &str) -> String {
    let text = linked(study, text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    // Whether each link that is open may be followed.
    let mut followed = vec![];
    let events = Parser::new_ext(&text, options).map(|event| safe(event, &mut followed));
    let mut out = String::new();
    writer::push_html(&mut out, events);
    out
}

/// The text with its marks written as Markdown links. Marks that lead nowhere stay as they are.
fn linked(study: &Study, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, mark) in marks(text) {
        let link = match mark {
            Mark::Link(id) => study.find(id).map(|ix| {
                let e = study.entity(ix);
                (label::name(study, ix), address::entity(e.kind, &e.id))
            }),
            Mark::Cite(key, locator) => study.source(key).map(|ix| {
                let short = study.sources[ix.0 as usize].item.short();
                let words = locator.map_or_else(|| format!("({short})"), |l| format!("({short}, {l})"));
                (words, address::source(key))
            }),
        };
        if let Some((words, route)) = link {
            out.push_str(&text[done..at.start]);
            out.push('[');
            out.push_str(&escaped(&words));
            out.push_str("](<");
            out.push_str(&route);
            out.push_str(">)");
            done = at.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// Text in which no character means anything to Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// Takes from an event what a page must not do.
fn safe<'t>(event: Event<'t>, followed: &mut Vec<bool>) -> Event<'t> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Link { ref dest_url, link_type, .. }) => {
            followed.push(leads_on(dest_url, link_type));
            if followed.last() == Some(&true) { event } else { Event::Text("".into()) }
        }
        Event::End(TagEnd::Link) if followed.pop() != Some(true) => Event::Text("".into()),
        // A picture is shown as its description: nothing is loaded from anywhere.
        Event::Start(Tag::Image { .. }) => Event::Text("[".into()),
        Event::End(TagEnd::Image) => Event::Text("]".into()),
        event => event,
    }
}

/// Whether a link may be followed.
fn leads_on(url: &str, link_type: LinkType) -> bool {
    let mail = url.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("mailto:"));
    link_type == LinkType::Email || mail || url.starts_with("#/") || address::web(url).is_some()
}

#[cfg(test)]
mod tests {
    use super::html;
    use milieu_study::compile;
    use milieu_study::world::Memory;

    fn shown(note: &str) -> String {
        let world = Memory::of(&[
            ("study.toml", "title = \"T\"\n"),
            ("sources.bib", "@book{k, author={Li, D.}, title={T}, date={2016}}\n"),
            ("places.csv", "id,name,source\nxcj,Xin*che*jian <b>,k\n"),
        ]);
        html(&compile(&world).value, note)
    }

    #[test]
    fn marks_become_links_with_names() {
        let out = shown("See [[xcj]] [@k, p. 7], not [[nobody]].");
        assert!(out.contains(r##"<a href="#/place/xcj">Xin*che*jian &lt;b&gt;</a>"##), "{out}");
        assert!(out.contains(r##"<a href="#/source/k">(Li 2016, p. 7)</a>"##), "{out}");
        assert!(out.contains("[[nobody]]"), "{out}");
    }

    #[test]
    fn html_is_text() {
        let out = shown("<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> b\n\n<div onclick=x>\n");
        assert!(!out.contains("<script") && !out.contains("<img") && !out.contains("<div"), "{out}");
        assert!(out.contains("&lt;script&gt;"), "{out}");
    }

    #[test]
    fn links_lead_to_the_web_to_mail_or_to_the_study() {
        let out = shown(
            "[a](javascript:alert(1)) [b](DATA:text/html,x) [c](https://example.org/) [d](#/place/xcj) <a@example.org>",
        );
        assert!(!out.to_lowercase().contains("javascript:") && !out.to_lowercase().contains("data:"), "{out}");
        assert!(out.starts_with("<p>a b <a"), "{out}");
        for kept in ["https://example.org/", "#/place/xcj", "mailto:a@example.org"] {
            assert!(out.contains(&format!("href=\"{kept}\"")), "{kept}: {out}");
        }
    }

    #[test]
    fn pictures_are_not_loaded() {
        let out = shown("![the *lane*](https://example.org/p.jpg)");
        assert!(!out.contains("<img") && !out.contains("p.jpg") && out.contains("lane"), "{out}");
    }
}
