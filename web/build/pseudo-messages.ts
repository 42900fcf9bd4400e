import { join } from 'node:path';
import type { Plugin } from 'vite';
import { pseudolocalize } from './pseudolocalize.ts';

const name = 'virtual:pseudo-messages/';

/**
 * Makes the messages of the pseudo-languages from the English ones: `virtual:pseudo-messages/accented` and
 * `…/right-to-left`.
 */
export function pseudoMessages(): Plugin {
  return {
    name: 'pseudo-messages',
    resolveId: { filter: { id: /^virtual:pseudo-messages\// }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0virtual:pseudo-messages\// },
      async handler(id) {
        const style = id.slice(name.length + 1) === 'right-to-left' ? 'right-to-left' : 'accented';
        const [{ getCatalogs }, { getConfig }] = await Promise.all([
          import('@lingui/cli/api'),
          import('@lingui/conf'),
        ]);
        const cwd = join(import.meta.dirname, '..');
        const [catalog] = await getCatalogs(getConfig({ cwd }));
        const english = (await catalog?.read('en')) ?? {};
        const messages = Object.entries(english).map(([key, { message, translation }]) => [
          key,
          pseudolocalize(translation || message || '', style),
        ]);
        return `export const messages = ${JSON.stringify(Object.fromEntries(messages))};`;
      },
    },
  };
}
