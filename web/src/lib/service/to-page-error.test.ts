import { PageError } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { toPageError } from './to-page-error.ts';

const at = { page: '/admin/people/$uid', origin: 'https://app.example' };

function errorWith(stack: string, message = 'a secret prompt by mia@example.com') {
  return Object.assign(new TypeError(message), { stack: `TypeError: ${message}\n${stack}` });
}

test('a report names the error and the places in our own files, and nothing that a user wrote', () => {
  const stack = `    at x (https://app.example/assets/index-B_1x.js:1:2345)
    at y (https://other.example/inject.js:3:4)
    at z (https://app.example/assets/react-C2.js?of=mia@example.com:9:9)
    at https://app.example/src/main.tsx:5:6`;
  const report = toPageError(errorWith(stack), at);
  expect(report).toEqual({
    page: '/admin/people/$uid',
    error: 'TypeError',
    frames: ['/assets/index-B_1x.js:1:2345', '/src/main.tsx:5:6'],
  });
  expect(PageError.safeParse(report).success).toBe(true);
});

test('an error of React is named by its number', () => {
  const report = toPageError(errorWith('', 'Minified React error #185; visit https://react.dev'), at);
  expect(report).toMatchObject({ error: 'Minified React error #185' });
});

test('whatever is thrown makes a report that the server takes, or none', () => {
  const long = Array.from({ length: 50 }, () => 'at https://app.example/a.js:1:1').join('\n');
  for (const error of [errorWith(long), Object.assign(new Error('x'), { name: '🙂' }), new Error('')]) {
    expect(PageError.safeParse(toPageError(error, at)).success).toBe(true);
  }
  for (const thrown of [null, 'text', { status: 404 }]) expect(toPageError(thrown, at)).toBeNull();
});
