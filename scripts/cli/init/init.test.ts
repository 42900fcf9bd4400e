import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { contents, type Files, makeApp, manifest, modules, plainRules } from '../../testing/host-app.ts';
import { checkProject } from '../doctor/check-project.ts';
import { type InitOptions, init, undoInit } from './init.ts';
import { functionNames } from './own-files.ts';

const opening = (rule: string) => plainRules.replace('    match /notes', `    ${rule}\n    match /notes`);

const shapes: Readonly<
  Record<
    string,
    { files: Files; options?: Partial<InitOptions>; hoisted?: boolean; exportedNames?: typeof exportedNames }
  >
> = {
  'rules with helpers of the same names': { files: modules, exportedNames },
  'no rules, no indexes and no database in firebase.json': {
    files: {
      'firebase.json': '{"functions":{"source":"functions"}}',
      'functions/package.json': manifest({ type: 'module' }),
      'functions/index.js': '',
    },
  },
  CommonJS: {
    files: {
      ...modules,
      'functions/package.json': manifest(),
      'functions/index.js': "module.exports = { hello: () => 'hello' };",
    },
    options: { attack: false },
  },
  'an entry that ends with .mjs': {
    files: {
      ...modules,
      'functions/package.json': manifest({ main: 'index.mjs' }),
      'functions/index.mjs': "export const hello = () => 'hello';\n",
      'functions/index.js': '',
    },
    options: { attack: false },
    exportedNames,
  },
  'an entry that ends with .cjs': {
    files: {
      ...modules,
      'functions/package.json': manifest({ main: 'index.cjs', type: 'module' }),
      'functions/index.cjs': "module.exports = { hello: () => 'hello' };\n",
      'functions/index.js': '',
    },
    options: { attack: false },
    exportedNames,
  },
  TypeScript: {
    files: {
      ...modules,
      'functions/index.js': '',
      'functions/package.json': manifest({ main: 'lib/index.js' }),
      'functions/tsconfig.json': '{}',
      'functions/src/index.ts': "export const hello = () => 'hello';\r\n",
    },
    options: { attack: false },
  },
  'several codebases and a named database': {
    files: {
      'firebase.json': `${JSON.stringify({
        firestore: [
          { database: 'archive', rules: 'archive.rules' },
          { database: '(default)', rules: 'main.rules', indexes: 'main.indexes.json' },
        ],
        functions: [
          { source: 'mail', codebase: 'mail' },
          { source: 'services/ai', codebase: 'ai' },
        ],
      })}\n`,
      'archive.rules': plainRules,
      'main.rules': plainRules.replaceAll('\n', '\r\n'),
      'main.indexes.json': '{ "indexes": [] }\n',
      'mail/package.json': manifest({ type: 'module' }),
      'mail/index.js': '',
      'services/ai/package.json': manifest({ type: 'module' }),
      'services/ai/index.js': '',
    },
    options: { codebase: 'ai' },
  },
  'workspaces that hoist the package': {
    files: { ...modules, 'package.json': '{ "private": true, "workspaces": ["functions"] }' },
    options: { attack: false },
    hoisted: true,
    exportedNames,
  },
  'a prefix': { files: modules, options: { prefix: 'fm_', groups: ['payments'] } },
};

/** Returns what a deployment of the functions would find: what `init` generates, and the app's own. */
function exportedNames(folder: string): string {
  const script = "const { openAccount, hello } = require('.'); console.log(openAccount, hello())";
  return String(execFileSync(process.execPath, ['-e', script], { cwd: join(folder, 'functions') }));
}

afterEach(() => vi.restoreAllMocks());

function withLineEndings(files: Files, eol: string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace(/\r?\n/g, eol)]));
}

const run = (folder: string, options: Partial<InitOptions> = {}) => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  return init({ folder, yes: true, emulator: process.env.FIRESTORE_EMULATOR_HOST, ...options });
};

describe.each(Object.entries(shapes))(
  'an app with %s',
  (_, { files, options = {}, hoisted, exportedNames }) => {
    test('gets Firemeter once, and is byte for byte the same after it is undone', async () => {
      const folder = makeApp(files, hoisted);
      await run(folder, options);
      const added = contents(folder);
      const rules =
        Object.entries(added).find(
          ([path, text]) => path.endsWith('.rules') && text.includes('firemeter: begin'),
        )?.[1] ?? '';
      expect(rules).toContain(`match /${options.prefix ?? ''}accounts/{accountId}`);
      const config = JSON.parse((added['firebase.json'] ?? '').replace(/\/\/.*/, ''));
      const named = [config.firestore].flat().find(({ database = '(default)' }) => database === '(default)');
      expect(added[named.rules]).toBe(rules);
      expect(JSON.parse(added[named.indexes] ?? '').indexes.length).toBeGreaterThan(40);
      if (exportedNames)
        expect(exportedNames(folder)).toBe('["app","operations","catalog","welcome"] hello\n');
      await run(folder, { ...(!options.prefix && options), attack: false });
      expect(contents(folder)).toEqual(added);
      await undoInit({ folder, yes: true });
      expect(contents(folder)).toEqual(files);
      expect(existsSync(join(folder, '.firemeter'))).toBe(false);
    });
  },
);

test.each(['mts', 'cts'])('an entry that ends with .%s imports what it is compiled to', async (extension) => {
  const built = extension.replace('ts', 'js');
  const folder = makeApp({
    ...modules,
    'functions/package.json': manifest({ main: `lib/index.${built}` }),
    'functions/tsconfig.json': '{}',
    [`functions/src/index.${extension}`]: "export const hello = () => 'hello';\n",
  });
  await run(folder, { attack: false });
  const added = contents(folder);
  expect(added[`functions/src/index.${extension}`]).toContain(`export * from './firemeter.${built}';`);
  expect(added[`functions/src/firemeter.${extension}`]).toContain(`from './credits.${built}';`);
  expect(added[`functions/src/credits.${extension}`]).toContain('export const credits');
  expect((await checkProject(folder, undefined)).map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'Rules, indexes and exports are those of this version',
      `functions/src/credits.${extension} sells the example`,
    ]),
  );
});

/** Apps that are left alone, and why. */
const refused: Readonly<Record<string, { files: Files; because: RegExp; options?: Partial<InitOptions> }>> = {
  'a rule that opens everything': {
    files: { ...modules, 'firestore.rules': opening('match /{document=**} { allow read, write: if true; }') },
    because: /everyone can reach.*accounts \(get\)/s,
  },
  'rules that do not compile': {
    files: { ...modules, 'firestore.rules': opening('match /{') },
    because: /does not accept the merged rules/,
  },
  'a collection by the same name': {
    files: { ...modules, 'firestore.rules': opening('match /payments/{id} { allow read: if false; }') },
    because: /payments.*--prefix fm_/,
  },
  'a function by the same name': {
    files: { ...modules, 'functions/index.js': 'export const openAccount = 1;\n' },
    because: /openAccount/,
  },
  'a file by the same name': {
    files: { ...modules, 'functions/credits.js': '' },
    because: /credits\.js is a file of your own/,
  },
  'several codebases': {
    files: shapes['several codebases and a named database']?.files ?? {},
    because: /several codebases: mail, ai/,
  },
  'a named database only': {
    files: { ...modules, 'firebase.json': '{ "firestore": { "database": "eu" }, "functions": {} }' },
    because: /only eu/,
  },
  'an old Node': {
    files: { ...modules, 'functions/package.json': manifest({ engines: { node: '20' } }) },
    because: /Node 20.*needs 22/,
  },
  'the package not among its dependencies': {
    files: { ...modules, 'functions/package.json': '{}', 'yarn.lock': '' },
    because: /cd functions && yarn add @firemeter\/functions/,
  },
  'firebase-admin initialized with options beside its functions': {
    files: { ...modules, 'functions/index.js': "initializeApp({ projectId: 'x' });" },
    because: /functions\/app\.js/,
  },
  'no functions': { files: { ...modules, 'firebase.json': '{}' }, because: /firebase init functions/ },
  'no firebase.json': { files: {}, because: /no firebase\.json/ },
  'no emulator': { files: modules, because: /emulators:exec/, options: { emulator: undefined } },
  'nobody to ask': { files: modules, because: /--yes/, options: { yes: false, attack: false } },
};

test.each(Object.entries(refused))('an app with %s is refused and stays as it was', async (_, shape) => {
  const folder = makeApp(shape.files);
  const error: Error = await run(folder, shape.options).then(
    () => expect.unreachable(),
    (reason) => reason,
  );
  expect(error.message).toMatch(shape.because);
  expect(error.message).toContain('Nothing was changed');
  expect(contents(folder)).toEqual(shape.files);
});

describe('after changes by hand', () => {
  test('a second init keeps what is sold, and undo keeps every line of the app', async () => {
    const folder = makeApp(modules);
    await run(folder, { attack: false });
    const edit = (path: string, change: (text: string) => string) =>
      writeFileSync(join(folder, path), change(readFileSync(join(folder, path), 'utf8')));
    edit('functions/credits.js', (text) => text.replace('credits: 20', 'credits: 50'));
    edit('functions/index.js', (text) => `// A comment\n${text}`);
    edit('firestore.rules', (text) => `${text}// The end\n`);
    const edited = contents(folder);
    await run(folder, { attack: false });
    expect(contents(folder)).toEqual(edited);
    expect(contents(folder)['functions/credits.js']).toContain('credits: 50');
    await undoInit({ folder, yes: true });
    const { 'functions/credits.js': credits, ...others } = contents(folder);
    expect(credits).toContain('credits: 50');
    expect(others).toEqual({
      ...modules,
      'functions/index.js': `// A comment\n${modules['functions/index.js']}`,
      'firestore.rules': `${modules['firestore.rules']}// The end\n`,
    });
  });

  test.each([
    ['\n', '\r\n'],
    ['\r\n', '\n'],
  ])('git may check out files with other line endings (%j, then %j)', async (written, checkedOut) => {
    const folder = makeApp(withLineEndings(modules, written));
    await run(folder, { attack: false });
    const added = withLineEndings(contents(folder), checkedOut);
    for (const [path, text] of Object.entries(added)) writeFileSync(join(folder, path), text);
    await run(folder, { attack: false });
    expect(contents(folder)).toEqual(added);
    await undoInit({ folder, yes: true });
    expect(contents(folder)).toEqual(withLineEndings(modules, checkedOut));
  });

  test('no secret of the app is recorded or shown', async () => {
    const folder = makeApp(modules);
    await run(folder, { attack: false });
    const added = contents(folder);
    expect(added['functions/.secret.local']).toBe('DIGEST_KEY=only-for-emulators\nOTHER=1');
    writeFileSync(join(folder, 'functions/.secret.local'), `${added['functions/.secret.local']}\nMORE=2\n`);
    await undoInit({ folder, yes: true });
    expect(contents(folder)['functions/.secret.local']).toBe('OTHER=1\nMORE=2\n');
    const shown = vi.mocked(process.stdout.write).mock.calls.join('');
    expect(shown).toContain('functions/.secret.local');
    for (const text of [added['.firemeter/init.json'], shown]) expect(text).not.toMatch(/OTHER=1|MORE=2/);
  });

  test.each([
    ['git ignores', '.secret.local\n', false],
    ['git would commit', 'node_modules\n', true],
  ])('a file of secrets that %s is shown with its path', async (_, ignored, isWarned) => {
    const { 'functions/.secret.local': secret, ...files } = modules;
    const folder = makeApp({ ...files, '.gitignore': ignored });
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    await run(folder, { attack: false });
    const shown = vi.mocked(process.stdout.write).mock.calls.join('');
    expect(shown).toMatch(/functions\/\.secret\.local.* \(new\)\n.*DIGEST_KEY, a key for the emulators/);
    expect(
      shown.includes(
        'git does not ignore functions/.secret.local. Add this line to .gitignore:\n  .secret.local\n',
      ),
    ).toBe(isWarned);
    expect(contents(folder)['.gitignore']).toBe(ignored);
  });

  test('every line can be read before it is written', async () => {
    const folder = makeApp(modules);
    await expect(run(folder, { attack: false, yes: false })).rejects.toThrow('--yes');
    const shown = () => vi.mocked(process.stdout.write).mock.calls.join('');
    expect(shown()).toContain('more lines. To read all of them, add --show.');
    vi.mocked(process.stdout.write).mockClear();
    await expect(run(folder, { attack: false, yes: false, show: true })).rejects.toThrow('--yes');
    expect(shown()).not.toContain('more lines');
    const read = shown();
    expect(contents(folder)).toEqual(modules);
    await run(folder, { attack: false });
    const { 'functions/.secret.local': _, ...added } = contents(folder);
    const own = new Set(Object.values(modules).flatMap((text) => text.split('\n')));
    const lines = Object.values(added).flatMap((text) => text.split('\n'));
    expect(lines.filter((line) => !own.has(line) && !read.includes(line))).toEqual([]);
  });

  test('the next steps name App Check, and the example says who gets welcome credits', async () => {
    const folder = makeApp(modules);
    await run(folder, { attack: false });
    const shown = vi.mocked(process.stdout.write).mock.calls.join('');
    expect(shown).toMatch(/App Check.*refuse calls without it.*appCheck: 'off' in functions\/credits\.js/);
    expect(contents(folder)['functions/credits.js']).toMatch(
      /verified.*needsVerifiedEmail: false.*made-up addresses.*\n {2}welcome:/,
    );
  });

  test('links stay links, and files keep their modes', async () => {
    const folder = makeApp(modules);
    const rules = join(folder, 'firestore.rules');
    renameSync(rules, join(folder, 'shared.rules'));
    symlinkSync('shared.rules', rules);
    chmodSync(join(folder, 'functions/.secret.local'), 0o600);
    chmodSync(join(folder, 'functions/index.js'), 0o777);
    await run(folder, { attack: false });
    expect(lstatSync(rules).isSymbolicLink()).toBe(true);
    expect(contents(folder)['shared.rules']).toContain('firemeter: begin');
    const modeOf = (path: string) => statSync(join(folder, path)).mode & 0o777;
    expect(modeOf('functions/.secret.local')).toBe(0o600);
    expect(modeOf('functions/index.js')).toBe(0o777);
  });

  test('a file that cannot be written takes everything back', async () => {
    const folder = makeApp(modules);
    mkdirSync(join(folder, 'functions/index.js.firemeter'));
    await expect(run(folder, { attack: false })).rejects.toThrow('everything was taken back');
    expect(contents(folder)).toEqual(modules);
    expect(existsSync(join(folder, '.firemeter'))).toBe(false);
  });

  test('the record is written first, and deleted last', async () => {
    const folder = makeApp(modules);
    const shown = () => vi.mocked(process.stdout.write).mock.calls.map(String);
    const at = (path: string) => shown().findLastIndex((text) => text.includes(path));
    await run(folder, { attack: false });
    expect(at('.firemeter/init.json')).toBeLessThan(at('firestore.rules'));
    await undoInit({ folder, yes: true });
    expect(at('.firemeter/init.json')).toBeGreaterThan(at('.secret.local'));
  });

  test('another prefix is refused, because documents keep theirs', async () => {
    const folder = makeApp(modules);
    await run(folder, { attack: false });
    const before = contents(folder);
    await expect(run(folder, { attack: false, prefix: 'fm_' })).rejects.toThrow(
      /undo first.*Nothing was changed/,
    );
    expect(contents(folder)).toEqual(before);
  });

  test('another codebase is refused, because undo would miss what is in the first', async () => {
    const folder = makeApp(shapes['several codebases and a named database']?.files ?? {});
    await run(folder, { attack: false, codebase: 'ai' });
    const before = contents(folder);
    await expect(run(folder, { attack: false, codebase: 'mail' })).rejects.toThrow(
      /in the codebase "ai".*undo first.*Nothing was changed/,
    );
    expect(contents(folder)).toEqual(before);
  });

  test('groups are added to those that were chosen before', async () => {
    const folder = makeApp(modules);
    await run(folder, { attack: false, groups: ['payments'] });
    await run(folder, { attack: false, groups: ['http'] });
    const added = contents(folder);
    const names = functionNames(['payments', 'http']);
    expect(names.filter((name) => !added['functions/firemeter.js']?.includes(`  ${name},\n`))).toEqual([]);
    expect(JSON.parse(added['.firemeter/init.json'] ?? '').groups).toEqual(['payments', 'http']);
  });

  test('groups are recorded where the code alone exports them, and init says where to turn them on', async () => {
    const folder = makeApp(shapes['an entry that ends with .cjs']?.files ?? {});
    await run(folder, { attack: false });
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await init({ folder, yes: true, attack: false, groups: ['payments'] });
    expect(JSON.parse(contents(folder)['.firemeter/init.json'] ?? '').groups).toEqual(['payments']);
    expect(written.mock.calls.join('')).toContain("write groups: ['payments'] in functions/credits.cjs");
  });
});
