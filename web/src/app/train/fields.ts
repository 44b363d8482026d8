// Labelled controls: each tells of what was entered only when it makes sense, and shows what holds otherwise.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

interface NumberField {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number | 'any';
  note?: string;
  change: (value: number) => void;
}

// What is being typed is left alone when something else changes.
export function numberField({ label, value, min, max, step = 1, note, change }: NumberField): TemplateResult {
  const changed = (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (input.value && input.validity.valid) change(input.valueAsNumber);
    else input.value = String(value);
  };
  return html`<label class="field">
    <span>${label}</span>
    <input type="number" min=${min} max=${max} step=${step} .value=${String(value)} @change=${changed} />
    ${note ? html`<small>${note}</small>` : nothing}
  </label>`;
}

interface Slider extends Omit<NumberField, 'step'> {
  step: number;
  shown: string; // the value in words
}

// A browser clips a value to the limits that there are, so these come first.
export function slider({ label, value, min, max, step, shown, change }: Slider): TemplateResult {
  return html`<label class="field">
    <span>${label}: ${shown}</span>
    <input
      type="range"
      min=${min}
      max=${max}
      step=${step}
      .value=${live(String(value))}
      @input=${(event: Event) => change((event.target as HTMLInputElement).valueAsNumber)}
    />
  </label>`;
}

interface Choice<Value extends string> {
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, title: string])[];
  note?: string;
  change: (value: Value) => void;
}

export function choice<Value extends string>({
  label,
  value,
  options,
  note,
  change,
}: Choice<Value>): TemplateResult {
  return html`<label class="field">
    <span>${label}</span>
    <select @change=${(event: Event) => change((event.target as HTMLSelectElement).value as Value)}>
      ${options.map(
        ([each, title]) => html`<option value=${each} .selected=${live(each === value)}>${title}</option>`,
      )}
    </select>
    ${note ? html`<small>${note}</small>` : nothing}
  </label>`;
}

export function check(label: string, checked: boolean, change: (on: boolean) => void): TemplateResult {
  return html`<label class="check">
    <input
      type="checkbox"
      .checked=${live(checked)}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
    />
    <span>${label}</span>
  </label>`;
}
