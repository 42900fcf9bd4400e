import { builtIn, presets, type Rate, readCatalog } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { choiceOf, rateCharged, rateChoices } from './rate-kinds.ts';

const small = { label: 'Small', width: 512, height: 512, quality: null };
const variants = { default: 'small', all: { small, large: { ...small, label: 'Large' } } };
const start: Rate = { kind: 'flat', micros: 7 };

test('whatever is offered to charge a kind of work by is a rate that the catalog takes', () => {
  const [model] = Object.values(presets.studio.operations.image?.models ?? {});
  for (const { kind } of builtIn) {
    for (const { value } of rateChoices({}, { kind, variants })) {
      const price = rateCharged(value, start, variants);
      expect(choiceOf(price)).toBe(value);
      const operation = {
        label: 'Work',
        kind,
        enabled: true,
        defaultModel: 'model',
        models: { model: { ...model, price, variants } },
        limit: null,
      };
      expect(readCatalog({ ...presets.studio, operations: { work: operation } }).faults).toBeNull();
    }
  }
});

test('charging another way goes on from the same amount, and back again', () => {
  for (const { value } of rateChoices({}, { kind: 'image', variants })) {
    expect(rateCharged('flat', rateCharged(value, start, variants), variants)).toEqual(start);
  }
});

test('sizes are offered only where there are any', () => {
  const offered = (of: typeof variants | undefined) =>
    rateChoices({}, { kind: 'image', variants: of }).map(({ value }) => value);
  expect(offered(undefined)).toEqual(['flat', 'image', 'character']);
  expect(offered(variants)).toContain('variant');
  expect(rateChoices({}, { kind: 'chat', variants }).map(({ value }) => value)).not.toContain('variant');
});
