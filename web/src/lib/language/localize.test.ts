import { presets } from '@firemeter/functions/contract';
import { expect, test, vi } from 'vitest';
import { localize } from './localize.ts';
import { localizedCatalog } from './localized-catalog.ts';

const shown = vi.hoisted(() => ({ locale: 'de' }));
vi.mock('./i18n.tsx', () => ({ i18n: shown }));

test('a label is in the language that is shown, else in the one that staff wrote it in', () => {
  expect(localize('Image', { de: 'Bild' })).toBe('Bild');
  expect(localize('Image', { fr: 'Image fixe' })).toBe('Image');
  expect(localize('Image', undefined)).toBe('Image');
});

test('a catalog is shown with its names and descriptions in that language, once for each catalog', () => {
  const catalog = localizedCatalog(presets.studio);
  expect(catalog.operations.image?.label).toBe('Bild');
  expect(catalog.operations.image?.models['nano-banana']?.description).toMatch(/^Google. Schnell/);
  expect(catalog.plans.unlimited?.label).toBe('Unbegrenzt');
  expect(localizedCatalog(presets.studio)).toBe(catalog);
});
