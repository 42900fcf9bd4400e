import { expect, test } from 'vitest';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { emptyDraft, readDraft } from './grant-draft.ts';

const facts = { requestId: newRequestId(), nowMs: Date.now() };
const draft = { ...emptyDraft, to: 'mia@example.com', credits: '2.5', reason: 'Thanks' };

test('a complete draft becomes the request, to the micro', () => {
  expect(readDraft(draft, facts).request).toEqual({
    requestId: facts.requestId,
    to: { email: 'mia@example.com' },
    amountMicros: 2_500_000,
    source: 'bonus',
    expiresAtMs: null,
    reason: 'Thanks',
  });
});

test('what is no email address is taken for an account id', () => {
  expect(readDraft({ ...draft, to: ' abc123 ' }, facts).request?.to).toEqual({ uid: 'abc123' });
});

test('an empty draft says what is missing, field by field', () => {
  expect(Object.keys(readDraft(emptyDraft, facts).faults ?? {})).toEqual(['to', 'credits', 'reason']);
});

test.each([
  ['credits', { credits: '-1' }],
  ['credits', { credits: '0' }],
  ['credits', { credits: '1e12' }],
  ['credits', { credits: 'many' }],
  ['to', { to: 'mia@' }],
  ['expiresOn', { expiresOn: '2020-01-01' }],
  ['reason', { reason: 'x'.repeat(301) }],
] as const)('a wrong %s is found before anything is sent: %o', (field, change) => {
  expect(readDraft({ ...draft, ...change }, facts).faults).toHaveProperty(field);
});
