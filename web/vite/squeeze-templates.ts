// Takes the indentation out of the page's CSS and HTML templates, and the CSS's comments, which minifiers leave as they
// are: an eighth of the page's code. Whatever is minified has no other line breaks than theirs.
import type { Plugin } from 'vite';

export function squeezeTemplates(): Plugin {
  return {
    name: 'photoloupe-squeeze-templates',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') chunk.code = squeezed(chunk.code);
    },
  };
}

function squeezed(code: string): string {
  return code
    .replace(/\s\/\* [^*]*\*\//g, '')
    .replace(/\n\s+/g, '\n')
    .replace(/ ?([{;])\n/g, '$1');
}
