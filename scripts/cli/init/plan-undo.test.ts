import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { contents, type Files, makeApp, manifest, modules } from '../../testing/host-app.ts';
import { type InitOptions, init, undoInit } from './init.ts';

afterEach(() => vi.restoreAllMocks());

const entry = 'backend/src/index.ts';
/** An app in TypeScript whose entry ends in the middle of its work, with rules, indexes and a secret of its own. */
const typeScript: Files = {
  'firebase.json':
    '{\n  "functions": { "source": "backend" },\n  "emulators": { "firestore": { "port": 8181 } }\n}\n',
  'firestore.rules': modules['firestore.rules'] ?? '',
  'firestore.indexes.json': modules['firestore.indexes.json'] ?? '',
  'backend/package.json': manifest({ main: 'lib/index.js', type: 'module' }),
  'backend/tsconfig.json': '{}',
  [entry]: "import { a } from './a.js';\n\nexport const hello = () => a;\n",
  'backend/.secret.local': 'OTHER=1\n',
};

/** An app after `init`. */
async function withFiremeter(files: Files = typeScript, options: Partial<InitOptions> = {}) {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const folder = makeApp(files);
  await init({ folder, yes: true, attack: false, ...options });
  return {
    folder,
    edit(path: string, change: (text: string) => string) {
      const before = readFileSync(join(folder, path), 'utf8');
      expect(change(before)).not.toBe(before);
      writeFileSync(join(folder, path), change(before));
    },
    undo: () => undoInit({ folder, yes: true }),
    read: (path: string) => contents(folder)[path],
  };
}

const added = "\nexport * from './firemeter.js';\n";
const more = "export const more = () => 'more';\n";

describe('the line in the entry', () => {
  test.each([
    ['more after it', (text: string) => text + more, (text: string) => text + more],
    [
      'the lines before it changed',
      (text: string) => text.replace('=> a;', '=> a + 1;'),
      (text: string) => text.replace('=> a;', '=> a + 1;'),
    ],
    ['everything around it changed', () => `${more}${added}${more}`, () => `${more}${more}`],
    [
      'double quotes and no semicolon',
      (text: string) =>
        `${text.replace("export * from './firemeter.js';", 'export * from "./firemeter.js"')}${more}`,
      (text: string) => text + more,
    ],
    [
      'other line endings',
      (text: string) => `${text}${more}`.replaceAll('\n', '\r\n'),
      (text: string) => `${text}${more}`.replaceAll('\n', '\r\n'),
    ],
    [
      'itself removed by hand',
      (text: string) => text.replace(added, '') + more,
      (text: string) => text + more,
    ],
    ['the file as it was before', () => typeScript[entry] ?? '', (text: string) => text],
  ])('is undone with %s', async (_, change, expected) => {
    const { edit, undo, read } = await withFiremeter();
    expect(read(entry)).toBe(`${typeScript[entry]}${added}`);
    edit(entry, change);
    await undo();
    expect(read(entry)).toBe(expected(typeScript[entry] ?? ''));
    expect(read('.firemeter/init.json')).toBeUndefined();
    expect(read('backend/src/firemeter.ts')).toBeUndefined();
  });

  test('is undone in CommonJS', async () => {
    const files = {
      ...modules,
      'functions/package.json': manifest(),
      'functions/index.js': 'exports.a = 1;\n',
    };
    const { edit, undo, read } = await withFiremeter(files);
    edit('functions/index.js', (text) => `${text.replace('a = 1', 'a = 2')}exports.b = 1;\n`);
    await undo();
    expect(read('functions/index.js')).toBe('exports.a = 2;\nexports.b = 1;\n');
  });

  test('is named where it was changed, and removing it is enough', async () => {
    const { folder, edit, undo, read } = await withFiremeter();
    const changed = "export { openAccount } from './firemeter.js';\n";
    edit(entry, (text) => text.replace(added, changed));
    const before = contents(folder);
    await expect(undo()).rejects.toThrow(
      /Remove them by hand.*nothing else is needed.*backend\/src\/index\.ts:4 .*openAccount.*Nothing was changed/s,
    );
    expect(contents(folder)).toEqual(before);
    edit(entry, (text) => text.replace(changed, ''));
    await undo();
    expect(read(entry)).toBe(typeScript[entry]);
  });
});

describe('the rules', () => {
  test('are undone with everything around and in them changed', async () => {
    const { edit, undo, read } = await withFiremeter();
    edit('firestore.rules', (text) =>
      `// Mine\n${text.replace('match /notes', 'match /pages').replace('match /accounts', 'match /acts')}`.replace(
        'service cloud.firestore {\n',
        'service cloud.firestore {\n  // More\n',
      ),
    );
    await undo();
    const own = typeScript['firestore.rules']?.replace('match /notes', 'match /pages');
    expect(read('firestore.rules')).toBe(
      `// Mine\n${own}`.replace('service cloud.firestore {\n', 'service cloud.firestore {\n  // More\n'),
    );
  });

  test('name the mark whose other one is missing, and removing them is enough', async () => {
    const { edit, undo, read } = await withFiremeter();
    edit('firestore.rules', (text) => text.replace(/.*firemeter: end\n/, ''));
    await expect(undo()).rejects.toThrow(/firestore\.rules:3 .*this mark.*Nothing was changed/s);
    edit('firestore.rules', () => typeScript['firestore.rules'] ?? '');
    await undo();
    expect(read('firestore.rules')).toBe(typeScript['firestore.rules']);
  });

  test('leave those of the app in a file that init made', async () => {
    const { 'firestore.rules': _, ...files } = typeScript;
    const { edit, undo, read } = await withFiremeter(files);
    edit('firestore.rules', (text) => text.replace(/\}\n$/, '  match /a/{b} { allow read; }\n}\n'));
    await undo();
    expect(read('firestore.rules')).toContain('match /a/{b}');
    expect(read('firestore.rules')).not.toMatch(/firemeter|accounts/);
  });
});

describe('the indexes', () => {
  const mine = { collectionGroup: 'people', fields: [{ fieldPath: 'age', order: 'ASCENDING' }] };
  const parsed = (text = '') => JSON.parse(text);

  test('are undone wherever they are now, and leave those of the app', async () => {
    const { edit, undo, read } = await withFiremeter();
    edit('firestore.indexes.json', (text) => {
      const { indexes, fieldOverrides } = parsed(text);
      return JSON.stringify({ fieldOverrides, indexes: [mine, ...indexes.reverse()] }, null, 4);
    });
    await undo();
    expect(parsed(read('firestore.indexes.json'))).toEqual({
      indexes: [mine, ...parsed(typeScript['firestore.indexes.json']).indexes],
    });
  });

  test('leave every line of the app as it is written', async () => {
    const written =
      '{\n  "indexes": [\n    {\n      "collectionGroup": "notes",\n      "fields": []\n    }\n  ]\n}\n';
    const { edit, undo, read } = await withFiremeter({ ...typeScript, 'firestore.indexes.json': written });
    const own = '    { "collectionGroup": "people",   "fields": [] }';
    const change = (text: string) => text.replace('[]\n    }', `[]\n    },\n${own}`);
    edit('firestore.indexes.json', change);
    await undo();
    expect(read('firestore.indexes.json')).toBe(change(written));
  });

  test('that a second init added are undone too', async () => {
    const { folder, edit, undo, read } = await withFiremeter();
    edit('firestore.indexes.json', (text) => {
      const { indexes, ...others } = parsed(text);
      return JSON.stringify({ ...others, indexes: [mine, ...indexes.slice(0, -5)] });
    });
    await init({ folder, yes: true, attack: false });
    await undo();
    expect(parsed(read('firestore.indexes.json')).indexes).toEqual([
      mine,
      ...parsed(typeScript['firestore.indexes.json']).indexes,
    ]);
  });

  test.each([
    ['nothing is left but the frame', (text: string) => `\n${text}`, undefined],
    [
      'the app has some',
      (text: string) => text.replace('[', `[${JSON.stringify(mine)},`),
      { indexes: [mine] },
    ],
  ])('in a file that init made are undone when %s', async (_, change, left) => {
    const { 'firestore.indexes.json': gone, ...files } = typeScript;
    const { edit, undo, read } = await withFiremeter(files);
    edit('firestore.indexes.json', change);
    await undo();
    const text = read('firestore.indexes.json');
    expect(text === undefined ? undefined : parsed(text)).toEqual(left);
  });
});

test('the names in firebase.json are undone beside changes, unless they were changed', async () => {
  const { edit, undo, read } = await withFiremeter();
  const change = (text: string) => text.replace('"port": 8181', '"port": 8182');
  edit('firebase.json', (text) => change(text).replace('{\n', '{\n  "hosting": {},\n'));
  await undo();
  expect(JSON.parse(read('firebase.json') ?? '')).toEqual({
    hosting: {},
    ...JSON.parse(change(typeScript['firebase.json'] ?? '')),
  });

  const other = await withFiremeter();
  other.edit('firebase.json', (text) => text.replace('firestore.rules', 'mine.rules'));
  await other.undo();
  expect(JSON.parse(other.read('firebase.json') ?? '').firestore).toEqual({ rules: 'mine.rules' });
});

describe('the secret for the emulators', () => {
  const path = 'backend/.secret.local';

  test('is undone wherever it is now', async () => {
    const { edit, undo, read } = await withFiremeter();
    edit(path, (text) => `MORE=2\n${text}`);
    await undo();
    expect(read(path)).toBe('MORE=2\nOTHER=1\n');
  });

  test('is undone in a file that init made', async () => {
    const { [path]: _, ...files } = typeScript;
    const { edit, undo, read } = await withFiremeter(files);
    edit(path, (text) => `${text}MORE=2\n`);
    await undo();
    expect(read(path)).toBe('MORE=2\n');
  });

  test('is named without its value where it was changed, and removing it is enough', async () => {
    const { edit, undo, read } = await withFiremeter();
    edit(path, (text) => text.replace('only-for-emulators', 'private'));
    const refused: Error = await undo().then(
      () => expect.unreachable(),
      (error) => error,
    );
    expect(refused.message).toMatch(/backend\/\.secret\.local:1 {2}DIGEST_KEY$/m);
    expect(refused.message).not.toContain('private');
    edit(path, (text) => text.replace(/^DIGEST_KEY.*\n/, ''));
    await undo();
    expect(read(path)).toBe('OTHER=1\n');
  });
});

test('files that were restored or deleted are fine', async () => {
  const { folder, undo } = await withFiremeter();
  for (const [path, text] of Object.entries(typeScript)) writeFileSync(join(folder, path), text);
  rmSync(join(folder, 'backend/src/credits.ts'));
  await undo();
  expect(contents(folder)).toEqual(typeScript);
});
