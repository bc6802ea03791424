import { useRef, useState } from "preact/hooks";

import type { LabAnswer, LabRun, LeverShown, ScenarioPage } from "../page.gen";
import { ask, type Setting } from "./ask";
import { l, modelWord } from "./words";

type Wrong = Extract<LabAnswer, { what: "wrong" }>;
type State = { at: "ready" | "stopped" | "busy" } | { at: "running"; share: number } | { at: "failed"; why: string } | { at: "done"; pairs: number };

const GROUPS = [
  ["group_rents", /^(rent|freeze|lease|community-lease)/],
  ["group_places", /^(permeability|formality|close-at|immortal|alumni|subsidy|conversion)/],
  ["group_state", /^(campaign|monitoring|audit)/],
  ["group_budget", /^earmark/],
] as const;
const PAIRS = ["2", "6", "12", "20"];

/** The levers of a scenario: moved and run under the program, shown on a site. */
export function LeverPanel(props: { page: ScenarioPage; live: boolean; made: (run: LabRun) => void }) {
  const { page, live } = props;
  const [settings, setSettings] = useState<Record<string, Setting>>({});
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  const [state, setState] = useState<State>({ at: "ready" });
  const [size, setSize] = useState("small");
  const [pairs, setPairs] = useState("2");
  const running = useRef<AbortController | undefined>(undefined);

  const change = (lever: LeverShown, part: Partial<Setting>) => {
    setWrong(wrong.filter((one) => one.lever !== lever.name));
    setSettings({ ...settings, [lever.name]: { value: lever.value, from: lever.from, ...settings[lever.name], ...part } });
  };
  const start = async () => {
    const control = new AbortController();
    running.current = control;
    setWrong([]);
    setState({ at: "running", share: 0 });
    const found: Wrong[] = [];
    const levers = page.levers.flatMap((lever) => {
      const set = settings[lever.name];
      return set && (set.value !== lever.value || set.from !== lever.from) ? [{ name: lever.name, ...set }] : [];
    });
    let last: State = { at: "ready" };
    try {
      await ask(
        { scenario: page.id, size, pairs: Number(pairs), levers },
        (answer) => {
          if (answer.what === "progress") setState({ at: "running", share: answer.done / answer.all });
          else if (answer.what === "wrong") found.push(answer);
          else if (answer.what === "busy") last = { at: "busy" };
          else {
            last = { at: "done", pairs: answer.run.seeds.length };
            props.made(answer.run);
          }
        },
        control.signal,
      );
      setWrong(found);
      setState(last);
    } catch (error) {
      setState(control.signal.aborted ? { at: "stopped" } : { at: "failed", why: error instanceof Error ? error.message : String(error) });
    }
  };
  const isRunning = state.at === "running";
  const moved = (lever: LeverShown) => (settings[lever.name]?.value ?? lever.value) !== "" || wrong.some((one) => one.lever === lever.name);
  const first = page.levers.filter((lever) => lever.value !== "");
  const row = (lever: LeverShown) => (
    <LeverRow key={lever.name} lever={lever} live={live} disabled={isRunning} set={settings[lever.name]} wrong={wrong.filter((one) => one.lever === lever.name)} change={(part) => change(lever, part)} />
  );
  const whole = wrong.filter((one) => !page.levers.some(({ name }) => name === one.lever));
  return (
    <form
      class="levers"
      aria-label={l("levers")}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target instanceof HTMLInputElement && !isRunning) void start();
      }}
    >
      {live && <p class="quiet">{l("levers_text")}</p>}
      {first.length > 0 && <ul>{first.map(row)}</ul>}
      {live && GROUPS.map(([group, names]) => {
        const all = page.levers.filter((lever) => names.test(lever.name) && lever.value === "");
        return (
          <details key={group} class="more" open={all.some(moved) || undefined}>
            <summary data-lists="below">
              {l(group)} <span class="tally">{all.length}</span>
            </summary>
            <ul>{all.map(row)}</ul>
          </details>
        );
      })}
      {live ? (
        <div class="start">
          <label class="select">
            {l("size")}
            <select value={size} disabled={isRunning} onChange={(event) => setSize(event.currentTarget.value)}>
              <option value="small">{l("size_small")}</option>
              <option value="region">{l("size_region")}</option>
            </select>
          </label>
          <label class="select">
            {l("pairs")}
            <select value={pairs} disabled={isRunning} onChange={(event) => setPairs(event.currentTarget.value)}>
              {PAIRS.map((n) => (
                <option key={n}>{n}</option>
              ))}
            </select>
          </label>
          {/* One button: the key that stops a run must not start the next. */}
          <button type="button" class="go" onClick={() => (isRunning ? running.current?.abort() : void start())}>
            {isRunning ? l("stop") : l("run")}
          </button>
          {isRunning && <progress max={1} value={state.share} aria-label={l("run")} />}
          <span role="status" data-not-a-claim="how far the run is">
            {state.at === "running" && l("running", { n: Math.floor(state.share * 100) })}
            {state.at === "stopped" && l("stopped")}
            {state.at === "busy" && l("busy")}
            {state.at === "failed" && l("failed", { why: state.why })}
            {state.at === "done" && l("done", { pairs: l("pair_count", { n: state.pairs }) })}
          </span>
        </div>
      ) : (
        <p class="honest">
          {l("static")} <code>milieu serve</code>
        </p>
      )}
      {whole.map((one, index) => (
        <WrongText key={index} one={one} />
      ))}
    </form>
  );
}

function LeverRow(props: {
  lever: LeverShown;
  live: boolean;
  disabled: boolean;
  set: Setting | undefined;
  wrong: readonly Wrong[];
  change: (part: Partial<Setting>) => void;
}) {
  const { lever, live, wrong } = props;
  const id = `lever-${lever.name}`;
  const what = modelWord("lever", lever.name, lever.what);
  const set = props.set ?? lever;
  const range =
    lever.unit === "campaign" ? l("range_campaign") : lever.unit === "flag" ? l("range_flag") : l("range", { low: lever.bounds?.[0] ?? 0, high: lever.bounds?.[1] ?? 0 });
  const unit = modelWord("unit", lever.unit).text;
  return (
    <li class={wrong.length > 0 ? "lever wrong" : "lever"}>
      <label for={id}>
        <span lang={what.lang} data-not-a-claim="what the lever does">
          {what.text}
        </span>{" "}
        <code>{lever.name}</code>
      </label>
      {live ? (
        <span class="setting">
          <input
            id={id}
            value={set.value}
            placeholder={lever.neutral}
            disabled={props.disabled}
            autocomplete="off"
            aria-invalid={wrong.length > 0}
            aria-describedby={`${id}-range`}
            onInput={(event) => props.change({ value: event.currentTarget.value })}
          />
          <span class="from">
            {l("from")}{" "}
            <input
              value={set.from}
              placeholder="2012-01"
              disabled={props.disabled}
              autocomplete="off"
              aria-label={l("from_month", { lever: lever.name })}
              onInput={(event) => props.change({ from: event.currentTarget.value })}
            />
          </span>
        </span>
      ) : (
        <span class="setting" data-not-a-claim="what the scenario sets">
          <b id={id}>{lever.value}</b>
          {lever.from && ` ${l("from")} ${lever.from}`}
          {lever.until && ` – ${lever.until}`}
          {lever.within && ` · ${lever.within}`}
        </span>
      )}
      <span class="range" id={`${id}-range`} data-not-a-claim="the valid range of an input">
        {unit}, {range}; {l("neutral", { value: lever.neutral })}
      </span>
      {wrong.map((one, index) => (
        <WrongText key={index} one={one} />
      ))}
    </li>
  );
}

/** A diagnostic of the program at what it is about. */
function WrongText({ one }: { one: Wrong }) {
  return (
    <p class="problem" role="alert" lang="en" data-not-a-claim="a diagnostic">
      <code>{one.code}</code> {one.message}
      {one.help && <span class="help">: {one.help}</span>}
    </p>
  );
}
