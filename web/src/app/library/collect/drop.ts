// The whole window takes what is dropped: photos and folders are added. One photo can also be searched by, on the upper
// half.
import { html } from 'lit';
import { DropAnywhere } from '../../classify/drop-anywhere';
import { photoLibrary } from '../state/photo-library';
import { finder } from '../state/results';
import { addDropped } from './ways-in';

class LibraryDrop extends DropAnywhere {
  protected override words() {
    if (this.items > 1 || photoLibrary.isEmpty) return html`Drop to add`;
    return html`Drop up here: what looks like it?<br />Down here: add`;
  }

  protected override take(event: DragEvent): void {
    const transfer = event.dataTransfer!;
    const [file] = transfer.files;
    const alone = transfer.items.length === 1 && file?.type.startsWith('image/') ? file : null;
    if (alone && !photoLibrary.isEmpty && event.clientY < innerHeight / 2)
      finder.findLike({ file: alone, name: alone.name });
    else void addDropped(transfer);
  }
}

customElements.define('loupe-library-drop', LibraryDrop);
