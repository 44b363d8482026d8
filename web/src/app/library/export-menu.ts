// Takes the library away: its tags for other programs, or the whole of it as the file that the command line opens too.
import { html } from 'lit';
import type { LibraryExport } from '../../client/library/types';
import { download } from '../charts/download';
import { icons } from '../dom/icons';
import { Menu } from '../dom/menu';
import { problemFrom } from '../engine/problem';
import { say } from './state/notice';
import { photoLibrary } from './state/photo-library';

const FORMATS: [format: LibraryExport, title: string, ending: string][] = [
  ['csv', 'CSV, for spreadsheets', 'csv'],
  ['json', 'JSON', 'json'],
  ['xmp', 'XMP sidecars (.zip)', 'zip'],
  ['sqlite', 'The library itself (.sqlite)', 'sqlite'],
];

class ExportMenu extends Menu {
  static override properties = { photos: { attribute: false } };
  declare photos: (() => number[]) | null; // ids; null for all

  constructor() {
    super();
    this.photos = null;
  }

  protected override render() {
    const formats = FORMATS.filter(([format]) => !this.photos || format !== 'sqlite');
    return this.menu(
      html`${icons.share}<span>Export</span>`,
      html`
        ${formats.map(
          ([format, title, ending]) =>
            html`<button @click=${() => this.#export(format, ending)}>
              ${icons.download}<span>${title}</span>
            </button>`,
        )}
        <p>Sidecars, unpacked beside the photos, bring the tags into Lightroom, digiKam and darktable.</p>
      `,
    );
  }

  async #export(format: LibraryExport, ending: string): Promise<void> {
    const name = `photos-${new Date().toISOString().slice(0, 10)}.${ending}`;
    try {
      const photos = this.photos?.();
      download(await photoLibrary.client.export(format, photos ? { photos } : {}), name);
      say(`Saved as ${name}`);
    } catch (error) {
      say(`It could not be exported: ${problemFrom(error).detail}`, { trouble: true });
    }
  }
}

customElements.define('loupe-library-export', ExportMenu);
