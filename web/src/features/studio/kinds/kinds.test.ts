import { builtIn } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { unitWords } from '../../../lib/texts/unit-words.ts';
import { type StudioKinds, studioKinds } from './index.ts';
import type { StudioKind } from './studio-kind.ts';

test('the studio shows every kind of work, and asks for each that is not made by reels alone', () => {
  expect(Object.keys(studioKinds).sort()).toEqual(builtIn.map(({ kind }) => kind).sort());
  for (const { Form, isOnlyInReels = false } of Object.values<StudioKind<'image'>>(studioKinds as never)) {
    expect(Form === null).toBe(isOnlyInReels);
  }
});

test('a missing kind, and a missing part of one, does not compile', () => {
  const { upscale, ...others } = studioKinds;
  // @ts-expect-error enlarging is not shown
  const forgotten: StudioKinds = others;
  const { icon, ...faceless } = studioKinds.image;
  // @ts-expect-error pictures have no icon
  const withoutIcon: StudioKind<'image'> = faceless;
  const { Form, ...formless } = studioKinds.image;
  // @ts-expect-error nobody can ask for a picture
  const withoutForm: StudioKind<'image'> = formless;
  expect([forgotten, withoutIcon, withoutForm, upscale, icon, Form]).toHaveLength(6);
});

test('every unit that a kind of work is counted in has words of its own', () => {
  for (const { kind, units } of builtIn) {
    for (const unit of units) expect(unitWords({}, { kind, unit }).many).not.toBe(unit);
  }
});
