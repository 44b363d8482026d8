// Photos changed at random while it learns: how much of each change, and one photo as training would see it.
import { LitElement, css, html, nothing } from 'lit';
import type { AugmentOptions } from '../../../client/training/types';
import { buttons, shared } from '../../dom/styles';
import { Watch } from '../../state/store';
import { check, slider } from '../fields';
import { fieldStyles } from '../../dom/panel-styles';
import { project } from '../project/project';
import { run } from '../run/run';
import './augmentation-preview';
import { PRACTICUM_AUGMENTATION, trainingSettings } from './settings';

type Amount =
  'rotation' | 'widthShift' | 'heightShift' | 'shear' | 'zoom' | 'brightness' | 'contrast' | 'saturation';

const AMOUNTS: [key: Amount, label: string, max: number, step: number, unit: '°' | '%'][] = [
  ['rotation', 'Rotation', 90, 1, '°'],
  ['widthShift', 'Shift sideways', 0.5, 0.01, '%'],
  ['heightShift', 'Shift up and down', 0.5, 0.01, '%'],
  ['shear', 'Shear', 45, 0.2, '°'],
  ['zoom', 'Zoom', 0.6, 0.01, '%'],
  ['brightness', 'Brightness', 0.6, 0.01, '%'],
  ['contrast', 'Contrast', 0.6, 0.01, '%'],
  ['saturation', 'Saturation', 1, 0.01, '%'],
];

class AugmentationPanel extends LitElement {
  static override styles = [
    shared,
    buttons,
    fieldStyles,
    css`
      :host {
        display: block;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 24rem);
        gap: var(--space-5);
      }
      .fields {
        align-content: start;
      }
      @media (max-width: 60rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, trainingSettings, project, run);
  }

  protected override render() {
    const { augment } = trainingSettings.state.settings;
    return html`
      <fieldset ?disabled=${run.isLocked}>
        ${check('Augment: show each photo a little different each time', augment !== null, (on) =>
          trainingSettings.change({ augment: on ? PRACTICUM_AUGMENTATION : null }),
        )}
        ${augment ? this.#controls(augment) : nothing}
      </fieldset>
    `;
  }

  #controls(augment: AugmentOptions) {
    const change = (changed: AugmentOptions) =>
      trainingSettings.change({ augment: { ...augment, ...changed } });
    return html`
      <div class="columns">
        <div class="fields">
          ${AMOUNTS.map(([key, label, max, step, unit]) => {
            const value = (augment[key] as number | undefined) ?? 0;
            return slider({
              label,
              value,
              min: 0,
              max,
              step,
              shown: value === 0 ? 'none' : `± ${unit === '°' ? value : Math.round(value * 100)}${unit}`,
              change: (amount) => change({ [key]: amount }),
            });
          })}
          ${check('Mirrored', augment.horizontalFlip ?? false, (on) => change({ horizontalFlip: on }))}
          ${check('Upside down', augment.verticalFlip ?? false, (on) => change({ verticalFlip: on }))}
        </div>
        ${
          project.state.photos.length > 0 && !run.isActive
            ? html`<loupe-augmentation-preview></loupe-augmentation-preview>`
            : nothing
        }
      </div>
    `;
  }
}

customElements.define('loupe-augmentation-panel', AugmentationPanel);
