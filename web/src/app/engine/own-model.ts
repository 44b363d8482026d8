// A model of the visitor's own knows no hierarchy of concepts: what it is sure of is the class itself. Of what is unlike
// all of its classes it is sure of none.
import type { Model, Tag } from '../../client/types';

const SURE = 0.5; // probability

export function named(model: Model): Model {
  return {
    name: model.name,
    classNames: model.classNames,
    async classify(image, options) {
      const predictions = await model.classify(image, options);
      const tags: Tag[] = predictions
        .filter(({ probability }) => probability > SURE && !predictions.unlike)
        .map(({ label, probability }) => ({ name: label, probability, wnid: '' }));
      return Object.assign(predictions, { tags });
    },
    embed: (image, options) => model.embed(image, options),
    export: (format) => model.export(format),
    summary: () => model.summary(),
    dispose: () => model.dispose(),
  };
}
