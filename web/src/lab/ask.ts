import type { LabAnswer } from "../page.gen";

/** A lever as a reader has set it. */
export interface Setting {
  value: string;
  from: string;
}

/** What is asked of the program. */
export interface Question {
  scenario: string;
  size: string;
  pairs: number;
  levers: { name: string; value: string; from: string }[];
}

/**
 * Asks the program for a run and hears its answers line by line; giving up `signal` stops the run.
 */
export async function ask(question: Question, hear: (answer: LabAnswer) => void, signal: AbortSignal): Promise<void> {
  const response = await fetch("lab/run", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(question), signal });
  if (!response.ok || !response.body) throw new Error(`${response.status} ${(await response.text()).trim()}`);
  const lines = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value = "" } = await lines.read();
    const parts = (rest + value).split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) if (line) hear(JSON.parse(line) as LabAnswer);
    if (done) return;
  }
}
