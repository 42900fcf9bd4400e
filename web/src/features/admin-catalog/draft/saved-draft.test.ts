import { presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { withValueAt } from '../../../lib/page/at-path.ts';
import { type Draft, loadDraft, saveDraft } from './saved-draft.ts';

function keptWith(text: string | null = null) {
  let stored = text;
  return {
    read: () => stored,
    write: (_: string, value: string | null) => {
      stored = value;
    },
  };
}
const base = presets.studio;
const price = ['operations', 'video', 'models', 'veo-3.1-fast', 'price', 'micros'];

test.each([
  ['a price', 7_000_000],
  ['a field that was left empty', null],
  ['a negative price', -1],
])('a draft with %s is there again after a reload', (_, value) => {
  const kept = keptWith();
  const draft: Draft = { baseVersion: 3, base, catalog: withValueAt(base, price, value) };
  saveDraft(kept, draft);
  expect(loadDraft(kept)).toEqual(draft);
  saveDraft(kept, null);
  expect(loadDraft(kept)).toBeNull();
});

test.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another shape', '{"draft":1}'],
  [
    'a base from before a field was added',
    JSON.stringify({ baseVersion: 1, base: { ...base, plans: undefined }, catalog: base }),
  ],
  [
    'a catalog without its operations',
    JSON.stringify({ baseVersion: 1, base, catalog: { ...base, operations: {}, packs: undefined } }),
  ],
  [
    'a model that is no model',
    JSON.stringify({
      baseVersion: 1,
      base,
      catalog: withValueAt(base, ['operations', 'image', 'models', 'x'], {}),
    }),
  ],
])('%s is no draft', (_, text) => {
  expect(loadDraft(keptWith(text))).toBeNull();
});
