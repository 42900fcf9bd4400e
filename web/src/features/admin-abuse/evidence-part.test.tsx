import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { LiveStatus } from '#kit/live/live-store.ts';
import { EvidencePart } from './evidence-part.tsx';

const htmlOf = (status: LiveStatus, items: [] | undefined, hasOlder = false) =>
  renderToStaticMarkup(
    <I18nProvider i18n={i18n}>
      <EvidencePart
        label="Signs"
        title="Signs"
        list={{ status, items, hasOlder, older: 'idle', loadOlder: () => undefined }}
        isEmpty
      >
        {null}
      </EvidencePart>
    </I18nProvider>,
  );

test('only evidence that was read whole is said to be none', () => {
  expect(htmlOf('live', [])).toContain('None recorded');
  for (const status of ['loading', 'offline', 'error'] as const) {
    expect(htmlOf(status, undefined)).not.toContain('None');
  }
  expect(htmlOf('error', undefined)).toContain('Could not be read');
  expect(htmlOf('live', [], true)).toContain('None in what is loaded so far');
});
