import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { root } from '../stack/paths.ts';

export type Files = Readonly<Record<string, string>>;

export const manifest = (more: object = {}) =>
  `${JSON.stringify({ name: 'functions', main: 'index.js', engines: { node: '22' }, dependencies: { '@firemeter/functions': '*' }, ...more }, null, 2)}\n`;
export const plainRules = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /notes/{uid} { allow read, write: if request.auth.uid == uid; }
  }
}
`;
const withHelpers = plainRules.replace(
  '    match /notes',
  '    function isSignedIn() { return request.auth.token.email_verified; }\n    function isMe(uid) { return isSignedIn(); }\n    match /notes',
);

/** An app of ES modules that has one of everything. */
export const modules: Files = {
  'firebase.json':
    '{\n  // Ours\n  "firestore": { "rules": "firestore.rules", "indexes": "firestore.indexes.json" },\n  "functions": { "source": "functions" }\n}\n',
  'firestore.rules': withHelpers,
  'firestore.indexes.json': '{\n\t"indexes": [\n\t\t{ "collectionGroup": "notes", "fields": [] }\n\t]\n}',
  'functions/package.json': manifest({ type: 'module' }),
  'functions/index.js': "export const hello = () => 'hello';\n",
  'functions/.secret.local': 'OTHER=1',
};

/** Makes an app in a folder that lasts as long as the test, with a package whose factory returns names only. */
export function makeApp(files: Files, isHoisted = false): string {
  const folder = mkdtempSync(join(tmpdir(), 'firemeter-init-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const sources = Object.keys(files)
    .filter((path) => path.endsWith('/package.json'))
    .map((path) => dirname(path));
  for (const source of isHoisted ? ['.'] : sources) {
    const installed = join(folder, source, 'node_modules/@firemeter/functions');
    mkdirSync(installed, { recursive: true });
    for (const name of ['firestore.rules', 'firestore.indexes.json'])
      cpSync(join(root, name), join(installed, name));
    const exports = { '.': './index.js', './package.json': './package.json' };
    writeFileSync(join(installed, 'package.json'), JSON.stringify({ type: 'module', exports }));
    writeFileSync(
      join(installed, 'index.js'),
      `const any = new Proxy(() => any, { get: () => any });
       export const [z, defineOperation, perThousandTokens] = [any, any, any];
       export const firemeter = (options) => ({ functions: { openAccount: JSON.stringify(Object.keys(options)) } });`,
    );
    const admin = join(folder, source, 'node_modules/firebase-admin');
    mkdirSync(admin, { recursive: true });
    writeFileSync(join(admin, 'app.js'), 'exports.getApps = () => []; exports.initializeApp = () => ({});');
    writeFileSync(join(admin, 'package.json'), JSON.stringify({ exports: { './app': './app.js' } }));
  }
  return folder;
}

/** Returns all files of an app but those that are installed. */
export function contents(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((one) => one.isFile() && !one.parentPath.includes('node_modules'))
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
