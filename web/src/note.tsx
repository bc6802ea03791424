import { useLayoutEffect, useRef } from "preact/hooks";

/** Elements that a note written in Markdown can have. */
const ELEMENTS = new Set(
  "A P H1 H2 H3 H4 H5 H6 UL OL LI EM STRONG DEL CODE PRE BLOCKQUOTE TABLE THEAD TBODY TR TH TD HR BR SUP SUB SPAN DIV".split(" "),
);

/** Copies what is allowed, element by element; anything else keeps only its text. */
function copy(from: Node, to: Node): void {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      to.appendChild(document.createTextNode(child.textContent ?? ""));
    } else if (child instanceof Element) {
      if (!ELEMENTS.has(child.tagName)) {
        to.appendChild(document.createTextNode(child.textContent ?? ""));
        continue;
      }
      const made = document.createElement(child.tagName);
      const href = child.getAttribute("href");
      if (child.tagName === "A" && href && /^(https?:\/\/|#)/i.test(href)) {
        made.setAttribute("href", href);
        if (!href.startsWith("#")) made.setAttribute("rel", "noreferrer");
      }
      copy(child, made);
      to.appendChild(made);
    }
  }
}

/**
 * A note's HTML. The program already made it safe; it is nonetheless parsed apart from the page,
 * where nothing runs or loads, and only known elements are copied over.
 */
export function NoteText({ html }: { html: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!box.current) return;
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const holder = document.createDocumentFragment();
    copy(parsed.body, holder);
    box.current.replaceChildren(holder);
  }, [html]);
  return <div class="prose" ref={box} />;
}
