// A few photos that training never sees, and what the network makes of them by now.
import { LitElement, css, html, nothing } from 'lit';
import { shared } from '../../dom/styles';
import { Watch } from '../../state/store';
import '../photo-thumbnail';
import { barStyles, probabilityBars } from '../probability-bars';
import { isRight } from './answers';
import { run } from './run';

class SamplePredictions extends LitElement {
  static override styles = [
    shared,
    barStyles,
    css`
      h3 {
        margin-bottom: var(--space-2);
        font-size: var(--text-m);
        font-weight: 650;
      }
      ul.samples {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--space-3);
      }
      @media (max-width: 60rem) {
        ul.samples {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      @media (max-width: 34rem) {
        ul.samples {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .samples > li {
        display: grid;
        grid-template-columns: 5rem minmax(0, 1fr);
        gap: var(--space-2);
        align-items: center;
      }
      loupe-photo-thumbnail {
        border-radius: var(--radius-s);
        outline: 3px solid transparent;
        outline-offset: -3px;
      }
      .samples > li:not(.hit) loupe-photo-thumbnail {
        opacity: 0.75;
      }
      .samples > li.hit loupe-photo-thumbnail {
        outline-color: var(--accent);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, run);
  }

  protected override render() {
    const { samples, classNames, history } = run.state;
    if (samples.length === 0) return nothing;
    const when = history.length === 0 ? 'before it has learned anything' : `after epoch ${history.length}`;
    return html`
      <h3>What it makes of a few photos ${when}</h3>
      <ul class="samples" role="list">
        ${samples.map(
          (answer) =>
            html`<li class=${isRight(answer) ? 'hit' : ''}>
              <loupe-photo-thumbnail .photo=${answer.photo}></loupe-photo-thumbnail>
              <div>
                <span class="spoken">
                  ${classNames[answer.label]}, taken for ${isRight(answer) ? 'what it is' : 'something else'}:
                </span>
                ${probabilityBars(answer, classNames)}
              </div>
            </li>`,
        )}
      </ul>
    `;
  }
}

customElements.define('loupe-sample-predictions', SamplePredictions);
