// A photo of the project, small and square.
import { PhotoTile } from '../photos/photo-tile';
import { Thumbnails } from '../photos/thumbnails';
import { project } from './project/project';

const SIDE = 160; // pixels

// One for each project: another one's numbers mean other photos.
let thumbnails = { project: 0, made: new Thumbnails() };

function thumbnailsOf(id: number): Thumbnails {
  if (thumbnails.project !== id) {
    thumbnails.made.forgetAll();
    thumbnails = { project: id, made: new Thumbnails() };
  }
  return thumbnails.made;
}

class ClassPhoto extends PhotoTile {
  protected override request(id: number): () => void {
    const made = thumbnailsOf(project.state.id);
    let takeBack: (() => void) | null = () => {};
    const find = async () => {
      const file = await project.fileOf(id).catch(() => null);
      if (!takeBack) return;
      if (file) takeBack = made.request({ id, file }, SIDE, (url) => (this.url = url));
      else this.url = null;
    };
    void find();
    return () => {
      takeBack?.();
      takeBack = null;
    };
  }
}

customElements.define('loupe-class-photo', ClassPhoto);
