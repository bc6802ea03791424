import { t } from "./language";

/** A labelled choice of one option or none; "" stands for none. */
export function Select(props: {
  label: string;
  value: string;
  /** What is read where nothing is chosen. */
  none?: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}) {
  return (
    <label class="select">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        <option value="">{props.none ?? t("any")}</option>
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
