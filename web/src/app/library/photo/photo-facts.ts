// What is known of a photo's file, and what its camera wrote.
import { LitElement, css, html, nothing } from 'lit';
import type { LibraryPhoto } from '../../../client/library/types';
import { shared } from '../../dom/styles';
import { megabytes } from '../../engine/engine-words';

const TURNED: Record<number, string> = {
  2: 'mirrored',
  3: 'turned by 180°',
  4: 'mirrored, turned by 180°',
  5: 'mirrored, turned by 90° to the left',
  6: 'turned by 90° to the right',
  7: 'mirrored, turned by 90° to the right',
  8: 'turned by 90° to the left',
};

class PhotoFacts extends LitElement {
  static override properties = { photo: { attribute: false } };
  declare photo: LibraryPhoto;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-1) var(--space-4);
        margin: 0;
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const { file, bytes, width, height, orientation, taken, camera, text } = this.photo;
    const facts: [name: string, value: string][] = [
      ['Taken', taken === null ? '' : whenTaken(taken)],
      ['Camera', camera],
      ['Caption', text],
      ['Size', `${width} × ${height}, ${((width * height) / 1e6).toFixed(1)} megapixels, ${inWords(bytes)}`],
      ['Orientation', TURNED[orientation] ? `${TURNED[orientation]}, shown upright` : ''],
      ['File', file],
    ];
    return html`<dl>
      ${facts.map(([name, value]) =>
        value
          ? html`<dt>${name}</dt>
              <dd>${value}</dd>`
          : nothing,
      )}
    </dl>`;
  }
}

function inWords(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} KB` : `${megabytes(bytes)} MB`;
}

// By the camera's clock, wherever that was.
function whenTaken(seconds: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(
    seconds * 1000,
  );
}

customElements.define('loupe-photo-facts', PhotoFacts);
