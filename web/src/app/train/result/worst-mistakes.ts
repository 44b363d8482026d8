// Where it was most sure and wrong.
import { LitElement, css, html } from 'lit';
import { shared } from '../../dom/styles';
import { count } from '../../dom/words';
import '../photo-thumbnail';
import { barStyles, probabilityBars } from '../probability-bars';
import { worstMistakes, type Answer } from '../run/answers';

const SHOWN = 8;

class WorstMistakes extends LitElement {
  static override properties = { answers: { attribute: false }, classNames: { attribute: false } };
  declare answers: readonly Answer[];
  declare classNames: readonly string[];

  static override styles = [
    shared,
    barStyles,
    css`
      h3 {
        margin-bottom: var(--space-2);
        font-size: var(--text-m);
        font-weight: 650;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(11rem, 45%), 1fr));
        gap: var(--space-4);
      }
      ul > li {
        display: grid;
        gap: var(--space-1);
        align-content: start;
      }
      loupe-photo-thumbnail {
        max-height: 11rem;
        border-radius: var(--radius-s);
      }
      p {
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const mistakes = worstMistakes(this.answers);
    return html`
      <h3>
        Sure and
        wrong${mistakes.length > SHOWN ? `: the worst ${SHOWN} of ${count(mistakes.length, 'mistake')}` : ''}
      </h3>
      <ul role="list">
        ${mistakes.slice(0, SHOWN).map(
          (answer) =>
            html`<li>
              <loupe-photo-thumbnail .photo=${answer.photo}></loupe-photo-thumbnail>
              <p>Really <strong>${this.classNames[answer.label]}</strong></p>
              ${probabilityBars(answer, this.classNames)}
            </li>`,
        )}
      </ul>
    `;
  }
}

customElements.define('loupe-worst-mistakes', WorstMistakes);
