import { count } from '../../dom/words';
import { project } from './project';

export function removePhotos(ids: readonly number[]): void {
  const gone = new Set(ids);
  project.edit(`${count(ids.length, 'photo')} removed`, (content) => ({
    ...content,
    photos: content.photos.filter(({ id }) => !gone.has(id)),
  }));
}
