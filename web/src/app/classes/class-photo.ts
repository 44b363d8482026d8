// A photo of the project, small and square.
import { PhotoTile } from '../photos/photo-tile';
import { Thumbnails } from '../photos/thumbnails';
import { project } from './project/project';

const SIDE = 160; // pixels

const thumbnails = new Thumbnails();

class ClassPhoto extends PhotoTile {
  protected override request(id: number): () => void {
    const photo = `${project.state.id}/${id}`; // other projects have photos of the same number
    let takeBack: (() => void) | null = () => {};
    const find = async () => {
      const file = await project.fileOf(id).catch(() => null);
      if (!takeBack) return;
      if (file) takeBack = thumbnails.request({ id: photo, file }, SIDE, (url) => (this.url = url));
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
