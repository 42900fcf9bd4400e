import { expect, test } from 'vitest';
import { fileName } from '../files/file-name.ts';
import { isolated, withoutDirection } from './isolated.ts';

test('a text in a sentence of ours loses its marks of direction, and is isolated where it runs from right to left', () => {
  expect(`Unblock ${isolated('\u202Eabc\u2066')}?`).toBe('Unblock abc?');
  expect(`Download ${isolated('قمر')}`).toBe('Download \u2068قمر\u2069');
  expect(isolated('a kite 🪁')).toBe('a kite 🪁');
});

test('the title of a window and the name of a file have no marks of direction', () => {
  expect(withoutDirection('a\u202Egpj.exe')).toBe('agpj.exe');
  expect(fileName('a\u202Egpj.\u2067exe/../b', 'image/png')).toBe('a-gpj-exe-b.png');
});
