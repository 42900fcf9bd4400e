import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bin, root } from '../../stack/paths.ts';
import { runToEnd } from '../../stack/processes.ts';
import { Problem } from '../../stack/terminal.ts';
import { literalTexts } from './literal-text.ts';

const web = join(root, 'web');

/** Tests and the components' own page, which developers read, are not translated. */
const exempt = /\.test\.|\/features\/demo\//;

/** Holds that every text of the interface is a message, that the catalogs list them, and that none lacks a translation. */
export async function assertMessages(signal: AbortSignal): Promise<void> {
  await assertNoLiterals();
  await assertFormalGerman();
  await lingui(
    ['check', 'sync', '--clean', '--workers', '1'],
    signal,
    'Run npm run messages, and look at the difference.',
  );
  await lingui(
    ['check', 'missing', '--verbose', '--workers', '1'],
    signal,
    'Translate them in web/src/messages/*.po.',
  );
}

async function lingui(args: readonly string[], signal: AbortSignal, advice: string): Promise<void> {
  const { code, output } = await runToEnd(bin('lingui'), args, { cwd: web, signal });
  if (code !== 0) throw new Problem(`${output.trim()}\n${advice}`);
}

/** Writes the messages of the code into the catalogs. What no code uses leaves them. */
export async function writeMessages(signal: AbortSignal): Promise<void> {
  await lingui(['extract', '--clean', '--workers', '1'], signal, '');
}

/** German addresses people as "Sie" everywhere. */
async function assertFormalGerman(): Promise<void> {
  const catalog = await readFile(join(web, 'src/messages/de.po'), 'utf8');
  const texts = catalog.match(/^msgstr .*(?:\n".*)*/gm) ?? [];
  // cspell:disable-next-line
  const informal = texts.filter((text) => /\b(du|dein\w*|dich|dir|euch|euer)\b/i.test(text));
  if (informal.length > 0)
    throw new Problem(`Write "Sie" in web/src/messages/de.po:\n${informal.join('\n')}`);
}

async function assertNoLiterals(): Promise<void> {
  const found: string[] = [];
  for await (const path of glob('src/**/*.{ts,tsx}', { cwd: web })) {
    if (exempt.test(path)) continue;
    const source = await readFile(join(web, path), 'utf8');
    for (const { start, text } of literalTexts(path, source)) {
      const line = source.slice(0, start).split('\n').length;
      found.push(`web/${path}:${line}: “${text.replaceAll(/\s+/g, ' ')}” is no message: write t or <Trans>`);
    }
  }
  if (found.length > 0) throw new Problem(found.join('\n'));
}
