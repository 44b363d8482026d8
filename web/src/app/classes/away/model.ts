import { learner } from '../learner/learner';
import { project } from '../project/project';

// Of the project that is open, with all of its photos. Throws when another one is opened before it is there.
export async function modelOfProject(): Promise<Blob> {
  const { id } = project.state;
  const model = await learner.export();
  if (project.state.id !== id) throw new Error('another project was opened meanwhile');
  return model;
}
