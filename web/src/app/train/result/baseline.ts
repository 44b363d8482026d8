// What averaging pixels alone would have got right, beside what the network does.
import { html, nothing } from 'lit';
import { percent } from '../../dom/words';
import { isRight } from '../run/answers';
import type { Result } from '../run/run';

export function baselineFigure({ baseline }: Result) {
  if (typeof baseline !== 'number') return nothing; // also of a result that was kept before there was one
  return html`<div>
    <p class="beside">${percent(baseline)}</p>
    <p>of them by their average colour alone</p>
  </div>`;
}

export function baselineWords({ baseline, answers }: Result) {
  if (typeof baseline !== 'number') return nothing;
  const gain = answers.filter(isRight).length / answers.length - baseline;
  return html`<p class="note">
    ${
      gain > 0
        ? 'What it gets right beyond that, it has learned from what is in the photos, not from how bright or colourful they are.'
        : 'It gets no further than that: the colours of these photos alone tell their classes apart as well.'
    }
    (A logistic regression on each photo’s mean red, green and blue, trained and checked on the same photos.)
  </p>`;
}
