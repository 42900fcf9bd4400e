import { compileMessage } from '@lingui/message-utils/compileMessage';
import { lingui } from '@lingui/vite-plugin';
import type { Plugin } from 'vite';
import { pseudoMessages } from './build/pseudo-messages.ts';

/** Returns the plugins that turn Lingui's macros into calls with compiled messages, for the app and its tests. */
export function messagePlugins(): Plugin[] {
  return [
    ...lingui({
      cwd: import.meta.dirname,
      // English stays in the code, so each page loads its own texts only.
      macroTransform: { macro: { descriptorFields: 'message' } },
      failOnCompileError: true,
    }),
    compiledMessages(),
    pseudoMessages(),
  ];
}

/** Compiles messages with placeholders while building, so that the browser needs no parser for them. */
function compiledMessages(): Plugin {
  return {
    name: 'compiled-messages',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?$/, code: '/*i18n*/' },
      handler: (code) => code.replace(/\bmessage: ("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/g, compiled),
    },
  };
}

function compiled(field: string, literal: string): string {
  if (!literal.includes('{')) return field;
  const inside = literal.slice(1, -1);
  const message: unknown = JSON.parse(
    literal.startsWith('"') ? literal : `"${inside.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`,
  );
  return `message: ${JSON.stringify(compileMessage(String(message)))}`;
}
