import { useData } from "../data";
import { t, word } from "../language";
import type { Problem, Problems } from "../page.gen";
import { Section, Waiting } from "../parts";

const SEVERITIES = ["error", "warning", "note"] as const;

/** The diagnostics of the last check, errors first, as the terminal shows them. */
export function ProblemsPage() {
  const { data, error } = useData<Problems>("data/problems.json");
  if (!data) return <Waiting error={error} />;
  return (
    <div class="problems">
      <header class="lead">
        <h1>{t("nav_problems")}</h1>
        <p class="abstract">{t("problems_text")}</p>
      </header>
      {data.problems.length === 0 && <p>{t("problems_none")}</p>}
      {SEVERITIES.map((severity) => {
        const list = data.problems.filter((problem) => problem.severity === severity);
        return (
          list.length > 0 && (
            <Section key={severity} id={severity} title={word("severity", severity)} count={list.length}>
              <ol class="diagnostics" data-not-a-claim="messages that name their cell">
                {list.map((problem, index) => (
                  <Diagnostic key={index} problem={problem} />
                ))}
              </ol>
            </Section>
          )
        );
      })}
    </div>
  );
}

/** The snippet without its first line, which says what stands above it already. */
function body({ rendered, message }: Problem): string {
  const [first = "", ...rest] = rendered.split("\n");
  return first.includes(message) ? rest.join("\n") : rendered;
}

function Diagnostic({ problem }: { problem: Problem }) {
  return (
    <li class={problem.severity}>
      <p>
        <code class="code">{problem.code}</code> {problem.message}
      </p>
      {/* Long lines scroll, also by keyboard. */}
      <pre tabIndex={0} role="group" aria-label={problem.message}>
        {body(problem)}
      </pre>
      {problem.help !== null && !problem.rendered.includes(problem.help) && (
        <p>
          <b>{t("problem_help")}</b> {problem.help}
        </p>
      )}
    </li>
  );
}
