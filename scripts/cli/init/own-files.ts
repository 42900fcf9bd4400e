import { basename, posix } from 'node:path';
import { groups } from '../../../functions/src/kit/groups.ts';
import type { FunctionsFolder } from './find-app.ts';

export type NamedGroup = keyof typeof groups;

/** Choices that `init` writes into the app's files. */
export interface Choices {
  readonly groups: readonly NamedGroup[];
  readonly prefix: string;
}

/** Returns the file that says what is sold: an example to begin with, which belongs to the app from then on. */
export function creditsFile({ isModule, initializer, entry }: FunctionsFolder, choices: Choices): string {
  const names = 'defineOperation, firemeter, perThousandTokens, z';
  const isTypeScript = entry.endsWith('ts');
  const firebase = initializer ? 'getApp' : 'getApps, initializeApp';
  const app = initializer ? 'getApp()' : 'getApps()[0] ?? initializeApp()';
  const head =
    isModule || isTypeScript
      ? [
          ...(initializer ? [`import './${imported(initializer)}';`] : []),
          `import { ${names} } from '@firemeter/functions';`,
          `import { ${firebase} } from 'firebase-admin/app';`,
        ]
      : [
          ...(initializer ? [`require('./${imported(initializer)}');`] : []),
          `const { ${names} } = require('@firemeter/functions');`,
          `const { ${firebase} } = require('firebase-admin/app');`,
        ];
  const options = [
    ...(choices.groups.length > 0
      ? [`  groups: [${choices.groups.map((name) => `'${name}'`).join(', ')}],\n`]
      : []),
    ...(choices.prefix ? [`  collectionPrefix: '${choices.prefix}',\n`] : []),
  ].join('');
  return `${head.join('\n')}

/** A kind of work that is sold: its input, its units, and the most that it can use. */
const summarize = defineOperation({
  kind: 'summarize',
  input: { text: z.string().min(1).max(20_000) },
  units: ['token'],
  runs: 'app',
  atMost: ({ text }) => ({ inputTokens: text.length, outputTokens: 200 }),
  promptOf: ({ text }) => text,
  sample: { input: { kind: 'summarize', text: 'A long story.' }, sources: [] },
});

/** Prices in credits, costs in US dollars, for input and output. */
const priced = { price: perThousandTokens(1, 2), cost: perThousandTokens(0.0003, 0.0025) };

${isModule || isTypeScript ? 'export const credits' : 'exports.credits'} = firemeter({
  app: ${app},
${options}  operations: [summarize],
  catalog: {
    summarize: { label: 'Summary', models: { writer: { provider: 'house', id: 'writer-1', ...priced } } },
  },
  // Users get them once their e-mail is verified. With needsVerifiedEmail: false, made-up addresses get them too.
  welcome: { credits: 20 },
});
`;
}

/** Returns the file that exports Firemeter's functions. Modules name their exports, so it names all of them. */
export function exportsFile({ isModule, entry }: FunctionsFolder, chosen: readonly NamedGroup[]): string {
  const note =
    '/** The functions that Firemeter deploys. `npx firemeter init` writes this file: it replaces changes. */';
  if (!isModule && !entry.endsWith('ts'))
    return `const { credits } = require('./credits${builtExtension(entry)}');\n\n${note}\nmodule.exports = credits.functions;\n`;
  const names = functionNames(chosen).map((name) => `  ${name},\n`);
  return `import { credits } from './credits${builtExtension(entry)}';\n\n${note}\nexport const {\n${names.join('')}} = credits.functions;\n`;
}

/** Returns the names of the functions in groups, of which metering always is one. */
export function functionNames(chosen: readonly NamedGroup[]): string[] {
  return [...new Set<NamedGroup>(['metering', ...chosen])].flatMap((name): readonly string[] => groups[name]);
}

/** What the entry is added, with any quotes, and the blank line before it. */
const EXPORTS =
  /^(?:[^\S\n]*\n)?[^\S\n]*(?:export \* from ['"]\.\/firemeter(?:\.[cm]?js)?['"]|Object\.assign\(module\.exports, require\(['"]\.\/firemeter(?:\.[cm]?js)?['"]\)\));?[^\S\n]*(?:\n|$)/m;
const NAMED = /['"]\.\/firemeter(\.[cm]?js)?['"]/;

/** Removes the line from the entry that exports Firemeter's functions, wherever it is now. */
export function removeExports(text: string): string {
  return text.replace(EXPORTS, '');
}

/** Returns the line, counted from 1, that names the file of Firemeter's functions; null: there is none. */
export function exportedLine(text: string): number | null {
  const at = text.split('\n').findIndex((line) => NAMED.test(line) && !/^\s*(\/\/|\/?\*)/.test(line));
  return at < 0 ? null : at + 1;
}

/** Adds the line to the entry that exports Firemeter's functions, unless it is there. */
export function withExports(text: string, { isModule, entry }: FunctionsFolder): string {
  if (NAMED.test(text)) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const file = `'./firemeter${builtExtension(entry)}'`;
  const line =
    isModule || entry.endsWith('ts')
      ? `export * from ${file};`
      : `Object.assign(module.exports, require(${file}));`;
  return `${text}${text === '' || text.endsWith('\n') ? '' : eol}${eol}${line}${eol}`;
}

/** Returns the ending that imports name: of TypeScript, that of what it is compiled to. */
function builtExtension(path: string): string {
  return posix.extname(path).replace('ts', 'js');
}

function imported(path: string): string {
  return `${basename(path, posix.extname(path))}${builtExtension(path)}`;
}
