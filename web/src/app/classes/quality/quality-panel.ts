// How right it is about photos that were left out while the others taught it, what it mixes up, and which photos are
// to blame: one press moves a photo where it belongs.
import { LitElement, css, html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Cell } from '../../charts/confusion-matrix';
import '../../charts/confusion-matrix';
import { panelStyles } from '../../dom/panel-styles';
import { keepFocus } from '../../dom/focus';
import { icons } from '../../dom/icons';
import { buttons, shared } from '../../dom/styles';
import { count, percent } from '../../dom/words';
import { Watch } from '../../state/store';
import '../class-photo';
import { learner } from '../learner/learner';
import type { Answer, Report } from '../learner/report';
import { baseName, moved, type PhotoClass } from '../project/content';
import { project } from '../project/project';
import { showPhotos } from '../sheet/show-photos';
import {
  cellsOf,
  doubtful,
  imbalance,
  judgementOf,
  lookAlikes,
  taughtClasses,
  unjudged,
  type LookAlikes,
} from './findings';

class QualityPanel extends LitElement {
  static override styles = [
    shared,
    buttons,
    panelStyles,
    css`
      .figure {
        font-size: 2.75rem;
        font-weight: 800;
        line-height: 1.1;
        letter-spacing: -0.03em;
        font-variant-numeric: tabular-nums;
      }
      .figure ~ .note {
        margin-top: var(--space-2);
      }
      .columns {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-5);
      }
      .columns > * {
        flex: 1 1 16rem;
        min-width: 0;
      }
      .columns loupe-confusion-matrix {
        flex-basis: 24rem; /* five classes */
      }
      h3 {
        margin-bottom: var(--space-2);
      }
      .doubtful {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr));
        gap: var(--space-3);
      }
      .doubtful li {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-1);
        align-content: start;
        font-size: var(--text-s);
      }
      .doubtful p {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .doubtful button {
        padding: var(--space-1) var(--space-2);
        line-height: 1.25;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .doubtful button > span {
        display: -webkit-box; /* https://drafts.csswg.org/css-overflow-4/#webkit-line-clamp */
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
        overflow: hidden;
      }
      loupe-class-photo {
        border-radius: var(--radius-s);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, learner, project);
  }

  // What was just moved, by a button of its own, leaves when the answers are known.
  protected override willUpdate(): void {
    if (this.shadowRoot?.activeElement) keepFocus();
  }

  // Not for each photo that is looked at: a matrix of many classes takes long.
  protected override render() {
    const { report } = learner.state;
    const { content } = project.state;
    return html`${guard([report, content, project.isLocked], () => this.#judged(report, content.classes))}`;
  }

  #judged(report: Report | null, all: readonly PhotoClass[]) {
    const classes = report ? taughtClasses(report, all) : [];
    if (!report || classes.length < 2) return nothing;
    const cells = cellsOf(report, classes);
    const imbalanced = imbalance(report, classes);
    return html`<section class="panel" aria-labelledby="title">
      <div class="top"><h2 id="title">How right it is</h2></div>
      <div class="columns">
        ${this.#figure(report)}
        <loupe-confusion-matrix
          .counts=${cells.map((row) => row.map((cell) => cell.length))}
          .classNames=${classes.map(({ name }) => name)}
          @loupe-cell=${({ detail }: CustomEvent<Cell>) => this.#open(cells, detail, classes)}
        ></loupe-confusion-matrix>
      </div>
      ${this.#unjudged(report, classes)}
      ${imbalanced ? html`<p class="warning">${icons.warning}<span>${imbalanced}</span></p>` : nothing}
      ${this.#lookAlikes(cells, classes)} ${this.#doubtful(report, classes)}
    </section>`;
  }

  #figure(report: Report) {
    const judgement = judgementOf(report);
    if (!judgement)
      return html`<div>
        <p class="figure">?</p>
        <p>Nobody can tell yet: give each class photos that differ.</p>
      </div>`;
    const { photos, accuracy, low, high } = judgement;
    return html`<div>
      <p class="figure">${percent(accuracy)}</p>
      <p>of ${count(photos, 'photo')} get their own class from the others</p>
      <p class="note">
        Each was held out in turn, with those nearly identical to it, and judged by all the rest. On new
        photos like these it is right ${percent(low)} to ${percent(high)} of the time.
      </p>
    </div>`;
  }

  #unjudged(report: Report, classes: readonly PhotoClass[]) {
    return unjudged(report, classes).map(
      ({ of, answers }) =>
        html`<div class="warning">
          ${icons.copy}
          <span>
            ${
              answers.length === 1
                ? html`“${of.name}” cannot be judged by one photo`
                : html`<button class="link" @click=${() => this.#showUnjudged(of, answers)}>
                      ${count(answers.length, 'photo')} of “${of.name}”
                    </button>
                    are nearly identical, and say nothing of each other`
            }:
            add some from elsewhere, or in other light.
          </span>
        </div>`,
    );
  }

  #showUnjudged({ name }: PhotoClass, answers: readonly Answer[]): void {
    void showPhotos({
      title: name,
      note: 'These are nearly identical: of one burst, or of one picture',
      photos: answers.map(({ photo }) => ({ id: photo, caption: nameOf(photo) })),
    });
  }

  #lookAlikes(cells: readonly Answer[][][], classes: readonly PhotoClass[]) {
    const { pairs, more } = lookAlikes(cells, classes);
    const others = html`<p class="note">
      ${count(more, 'more pair')} of classes ${more === 1 ? 'looks' : 'look'} alike.
    </p>`;
    return html`${pairs.map((pair) => this.#pair(pair))} ${more > 0 ? others : nothing}`;
  }

  #pair({ one, other, answers }: LookAlikes) {
    return html`<div class="warning">
      ${icons.warning}
      <span>
        “${one.name}” and “${other.name}” look alike to it:
        <button class="link" @click=${() => this.#showPair(one, other, answers)}>
          ${count(answers.length, 'photo')} mixed up
        </button>
      </span>
    </div>`;
  }

  #doubtful(report: Report, classes: readonly PhotoClass[]) {
    const photos = doubtful(report);
    if (photos.length === 0) return nothing;
    const classNamed = (id: number) => classes.find((each) => each.id === id)?.name ?? '';
    return html`<div>
      <h3>Perhaps in the wrong class</h3>
      <ul class="doubtful" role="list">
        ${photos.map(
          ({ photo, classId, given }) =>
            html`<li>
              <loupe-class-photo .photo=${photo}></loupe-class-photo>
              <p>Is in <strong>${classNamed(classId)}</strong></p>
              <button
                ?disabled=${project.isLocked}
                @click=${() => this.#move(photo, given, classNamed(given))}
              >
                <span>Move to ${classNamed(given)}<span class="spoken">: ${nameOf(photo)}</span></span>
              </button>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  #move(photo: number, to: number, name: string): void {
    project.edit(`1 photo moved to “${name}”`, (content) => moved(content, new Set([photo]), to));
  }

  #showPair(one: PhotoClass, other: PhotoClass, answers: readonly Answer[]): void {
    void showPhotos({
      title: `${one.name} or ${other.name}?`,
      note: 'Each was taken for the other class by all the other photos',
      photos: answers.map((answer) => this.#shown(answer)),
    });
  }

  #open(cells: readonly Answer[][][], { label, guessed }: Cell, classes: readonly PhotoClass[]): void {
    const [is, said] = [classes[label]!.name, classes[guessed]!.name];
    void showPhotos({
      title: label === guessed ? `${is}, and taken for that` : `${is}, taken for ${said}`,
      photos: [...cells[label]![guessed]!]
        .sort((a, b) => a.probability - b.probability)
        .map((answer) => this.#shown(answer)),
    });
  }

  #shown({ photo, classId, given, probability }: Answer) {
    return {
      id: photo,
      caption: `${nameOf(photo)}, ${percent(probability)} right`,
      ...(given !== classId && { better: given }),
    };
  }
}

function nameOf(photo: number): string {
  return baseName(project.photo(photo)?.name ?? '');
}

customElements.define('loupe-quality-panel', QualityPanel);
