import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../stack/paths.ts';

/** Stands in for npm: notes when an install begins and ends, and leaves behind what run.mjs looks for. */
const fakeNpm = `#!${process.execPath}
const fs = require('node:fs');
const note = (text) => fs.appendFileSync('installs.log', text + '\\n');
note('begin');
setTimeout(() => {
  fs.mkdirSync('node_modules/.bin', { recursive: true });
  fs.rmSync('node_modules/.bin/node', { force: true });
  fs.symlinkSync(process.execPath, 'node_modules/.bin/node');
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
  note('end');
}, 300);
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firemeter-run-'));
  mkdirSync(join(folder, 'scripts'));
  mkdirSync(join(folder, 'bin'));
  copyFileSync(join(root, 'scripts/run.mjs'), join(folder, 'scripts/run.mjs'));
  writeFileSync(join(folder, 'scripts/probe.ts'), '');
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: {} }));
  writeFileSync(join(folder, 'bin/npm'), fakeNpm);
  chmodSync(join(folder, 'bin/npm'), 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

function run(): Promise<number | null> {
  const PATH = `${join(folder, 'bin')}${delimiter}${process.env.PATH}`;
  const options = { cwd: folder, env: { ...process.env, PATH }, stdio: 'ignore' } as const;
  const child = spawn(process.execPath, [join(folder, 'scripts/run.mjs'), 'probe'], options);
  return new Promise((resolve) => child.once('exit', resolve));
}

const installs = () => readFileSync(join(folder, 'installs.log'), 'utf8').trim().split('\n');

test('three commands at once on a fresh folder install once, and all of them run', async () => {
  expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
  expect(installs()).toEqual(['begin', 'end']);
});

test('a command takes the turn of one that was killed while it installed', async () => {
  writeFileSync(join(folder, '.installing'), '999999999');
  expect(await run()).toBe(0);
  expect(installs()).toEqual(['begin', 'end']);
});
