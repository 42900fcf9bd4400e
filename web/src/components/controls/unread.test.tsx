import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { LiveStatus } from '#kit/live/live-store.ts';
import { Skeleton } from './skeleton.tsx';
import { Unread } from './unread.tsx';

const htmlOf = (status: LiveStatus | readonly LiveStatus[]) =>
  renderToStaticMarkup(
    <I18nProvider i18n={i18n}>
      <Unread status={status}>
        <Skeleton />
      </Unread>
    </I18nProvider>,
  );

test('what can’t be read is said to be so, and shows no skeleton', () => {
  const skeleton = renderToStaticMarkup(<Skeleton />);
  for (const status of ['loading', 'live', 'offline'] as const) expect(htmlOf(status)).toBe(skeleton);
  for (const status of ['error', ['live', 'error', 'loading']] as const) {
    expect(htmlOf(status)).toContain('role="alert"');
    expect(htmlOf(status)).toContain('Could not be read');
    expect(htmlOf(status)).not.toContain(skeleton);
  }
});

/** Files whose skeletons stand for code, or for figures on a page that says by itself when they can't be read. */
const others = [
  ...['app/frame/page-pending.tsx', 'components/controls/skeleton.tsx', 'components/results/result-view.tsx'],
  ...['components/charts/chart-card.tsx', 'features/insight/parts/figure.tsx'],
  ...['features/account/balance.tsx', 'features/dashboard/balance-cards.tsx'],
  ...['features/dashboard/forecast-card.tsx', 'features/history/ledger/ledger-summary.tsx'],
  'features/history/requests/credit-summary.tsx',
  ...['features/admin-live/live-stats.tsx', 'features/admin-live/activity-chart.tsx'],
];

test('every skeleton gives way when what it stands for can’t be read', () => {
  const src = join(import.meta.dirname, '../..');
  const endless = globSync('**/*.tsx', { cwd: src })
    .filter((file) => !file.endsWith('.test.tsx'))
    .filter((file) => {
      const text = readFileSync(join(src, file), 'utf8');
      const looksAtErrors =
        /<Unread\b|\bisError\b|\bisPending\b|\blist\.error\b|\berror[,)?]|status === 'error'/.test(text);
      return /(<|function )\w*Skeleton\b/.test(text) && !looksAtErrors;
    });
  expect(endless.sort()).toEqual(others.sort());
});
