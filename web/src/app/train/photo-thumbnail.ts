// A photo of the project; its thumbnail is made when it comes into being here.
import { PhotoTile } from '../photos/photo-tile';
import { project, thumbnails } from './project/project';

const SIDE = 160; // pixels

class PhotoThumbnail extends PhotoTile {
  protected override request(id: number): () => void {
    const photo = project.photo(id);
    if (photo) return thumbnails.request(photo, SIDE, (url) => (this.url = url));
    this.url = null;
    return () => {};
  }
}

customElements.define('loupe-photo-thumbnail', PhotoThumbnail);
