import { builtIn, creditsToMicros, presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { marginWords } from '../features/admin-catalog/sections/rates/margin-words.ts';
import { studioKinds } from '../features/studio/kinds/index.ts';
import { viewOf } from '../lib/work/kinds.ts';

test('every model of every preset has a margin, whatever kind it is of', () => {
  for (const { operations, packs } of Object.values(presets)) {
    for (const { kind, models } of Object.values(operations)) {
      for (const model of Object.values(models)) {
        const usual = viewOf(studioKinds, kind)?.usual;
        expect(usual && marginWords({ model, usual, packs })).toMatchObject({ loses: expect.any(Boolean) });
      }
    }
  }
});

test('the usual work of every kind says how much there is of each unit that it can be charged by', () => {
  const { packs } = presets.studio;
  for (const { kind, units } of builtIn) {
    for (const unit of units) {
      const each = { micros: creditsToMicros(1), minimumMicros: 0 };
      const rate =
        unit === 'token'
          ? ({
              kind: 'per-token',
              inputMicrosPerThousand: 1,
              outputMicrosPerThousand: 1,
              minimumMicros: 0,
            } as const)
          : ({ kind: 'per-unit', unit, unitSize: 1, ...each } as const);
      const { usual } = studioKinds[kind];
      expect(marginWords({ model: { price: rate, cost: rate }, usual, packs })).not.toBeNull();
    }
  }
});

test('a kind that this build does not know is no view, and neither is a member of every object', () => {
  for (const kind of ['hologram', 'constructor', undefined]) {
    expect(viewOf(studioKinds, kind)).toBeUndefined();
  }
});
