//! Prints the TypeScript types of the page data: the text of `web/src/page.gen.ts`.

fn main() {
    print!("{}", milieu_view::typescript());
}
