// Takes the indentation out of the page's CSS and HTML templates, which minifiers leave as they are: a tenth
// of the page's code. Whatever is minified has no other line breaks than theirs.
import type { Plugin } from 'vite';

export function squeezeTemplates(): Plugin {
  return {
    name: 'photoloupe-squeeze-templates',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/\n\s+/g, '\n');
    },
  };
}
