// What the element shows of an answer: a headline, and the labels that are probable enough.
import { html, type TemplateResult } from 'lit';
import { customProperties } from '../app/dom/custom-properties';
import type { Classification, Prediction } from '../client/photoloupe';
import type { Words } from './words';

export interface Limits {
  top: number; // labels at most
  threshold: number; // 0 to 1; what is less probable is not shown
}

export function shownOf(answer: Classification, { top, threshold }: Limits): Prediction[] {
  return answer.slice(0, top).filter(({ probability }) => probability >= threshold);
}

export function headlineOf(answer: Classification, limits: Limits, words: Words): string {
  if (answer.unlike) return words.unlike;
  const tag = answer.tags[0];
  if (tag && tag.probability >= limits.threshold) return tag.name;
  return shownOf(answer, limits)[0]?.label ?? words.unsure;
}

// `language`: of the numbers, as BCP 47 has it.
export function resultsOf(
  answer: Classification,
  limits: Limits,
  words: Words,
  language: string,
): TemplateResult {
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return html`<p class="headline" part="headline">${headlineOf(answer, limits, words)}</p>
    <ol part="results">
      ${shownOf(answer, limits).map(
        ({ label, probability }) =>
          html`<li part="result">
            <span part="label">${label}</span>
            <span class="probability" part="probability">${percent.format(probability)}</span>
            <div class="bar" part="bar" ${customProperties({ '--share': `${probability * 100}%` })}></div>
          </li>`,
      )}
    </ol>`;
}
