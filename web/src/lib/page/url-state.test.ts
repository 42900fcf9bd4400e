import { expect, test } from 'vitest';
import { z } from 'zod';
import { inAddress, urlText } from './url-state.ts';

const schema = z.object({ view: z.enum(['all', 'failed']).catch('all'), text: urlText, open: urlText });

test('the address holds what differs from how the page opens, and nothing else', () => {
  expect(inAddress(schema, { view: 'failed', text: '', open: 'a' })).toEqual({
    view: 'failed',
    text: undefined,
    open: 'a',
  });
});

test('an address that somebody has spoiled opens the page as if the value were not there', () => {
  expect(schema.parse({ view: 'no such view', text: { a: 1 } })).toEqual({ view: 'all', text: '', open: '' });
});

test('a text of digits is read from the address as a text', () => {
  expect(schema.parse({ text: 2026 }).text).toBe('2026');
  expect(schema.parse({ text: true }).text).toBe('true');
});
