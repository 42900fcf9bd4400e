import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../stack/paths.ts';
import { findViolation, importsOf } from './import-directions.ts';

/** `from` importing `what`, in the layout of this repository. */
interface Import {
  from: string;
  what: string;
}

const refused: Import[] = [
  { from: 'functions/src/contract/catalog/pricing.ts', what: 'node:crypto' },
  { from: 'functions/src/contract/catalog/pricing.ts', what: 'firebase-admin/firestore' },
  { from: 'functions/src/contract/catalog/pricing.ts', what: '../../platform/signals/log.ts' },
  { from: 'functions/src/contract/catalog/pricing.ts', what: 'zod/v3' },
  { from: 'functions/src/platform/signals/log.ts', what: '../../meter/decide.ts' },
  { from: 'functions/src/platform/signals/log.ts', what: '../../admin/grant.ts' },
  { from: 'functions/src/meter/decide.ts', what: 'firebase-admin/firestore' },
  { from: 'functions/src/meter/decide.ts', what: '@google-cloud/firestore' },
  { from: 'functions/src/meter/decide.ts', what: 'node:crypto' },
  { from: 'functions/src/meter/decide.ts', what: '../platform/signals/log.ts' },
  { from: 'functions/src/meter/decide.ts', what: './lane/lane.ts' },
  { from: 'functions/src/meter/lots.ts', what: './lane/meter.ts' },
  { from: 'functions/src/meter/decide.ts', what: '../platform/store/store.ts' },
  { from: 'functions/src/meter/lane/lane.ts', what: '../../../test/support/accounts.ts' },
  { from: 'functions/src/meter/lane/lane.ts', what: '../../generation/calls/generate.ts' },
  { from: 'functions/src/meter/lane/plan-batch.ts', what: '../../generation/calls/generate.ts' },
  { from: 'functions/src/platform/store/store.ts', what: '../../index.ts' },
  { from: 'functions/src/generation/calls/generate.ts', what: '../../payments/refund.ts' },
  { from: 'functions/src/generation/providers/run.ts', what: '../../safety/moderate.ts' },
  { from: 'functions/src/payments/refund.ts', what: '../admin/grant.ts' },
  { from: 'functions/src/safety/moderate.ts', what: '../upkeep/sweep.ts' },
  { from: 'functions/src/admin/grant.ts', what: '../generation/calls/generate.ts' },
  { from: 'functions/src/upkeep/sweep.ts', what: '../wiring.ts' },
  { from: 'functions/src/upkeep/sweep.ts', what: '../index.ts' },
  { from: 'functions/src/payments/refund.ts', what: '../notifications/notifier.ts' },
  { from: 'functions/src/notifications/notifier.ts', what: '../payments/refund.ts' },
  { from: 'functions/src/generation/calls/generate.ts', what: '../../http/routes.ts' },
  { from: 'functions/src/meter/lane/lane.ts', what: '../../http/routes.ts' },
  { from: 'functions/src/http/routes.ts', what: '../wiring.ts' },
  { from: 'web/src/features/studio/studio-page.tsx', what: '../history/history-row.tsx' },
  { from: 'web/src/features/studio/studio-page.tsx', what: '../history/history-row.tsx' },
  { from: 'web/src/features/studio/studio-page.tsx', what: '../../app/router.tsx' },
  { from: 'web/src/features/studio/studio-page.tsx', what: 'firebase-admin/auth' },
  { from: 'web/src/components/ui/button.tsx', what: '../../features/studio/studio-page.tsx' },
  { from: 'web/kit/core/call.ts', what: '../../src/lib/service/firebase/firebase.ts' },
  { from: 'web/kit/core/call.ts', what: 'firebase-admin/app' },
  { from: 'web/kit/core/call.ts', what: '@lingui/core/macro' },
  { from: 'web/kit/components/icon.tsx', what: 'lucide-react' },
  { from: 'web/src/lib/service/firebase/firebase.ts', what: '../../../app/router.tsx' },
  { from: 'web/src/lib/service/firebase/firebase.ts', what: 'firebase-functions/https' },
  {
    from: 'web/src/lib/service/firebase/firebase.ts',
    what: '../../../../../functions/src/contract/index.ts',
  },
  { from: 'web/src/app/router.tsx', what: '../../../functions/src/meter/decide.ts' },
  { from: 'web/src/app/router.tsx', what: '@firemeter/functions/src/index.ts' },
];

const allowed: Import[] = [
  { from: 'web/kit/core/call.ts', what: '@firemeter/functions/contract' },
  { from: 'web/kit/core/call.ts', what: 'firebase/functions' },
  { from: 'web/kit/hooks/use-live.ts', what: 'react' },
  { from: 'web/kit/hooks/use-live.ts', what: '../live/live-store.ts' },
  { from: 'functions/src/contract/index.ts', what: './catalog/pricing.ts' },
  { from: 'functions/src/contract/index.ts', what: 'zod' },
  { from: 'functions/src/contract/catalog/pricing.test.ts', what: 'vitest' },
  { from: 'functions/src/platform/deploy/config.ts', what: '../../contract/index.ts' },
  { from: 'functions/src/platform/deploy/config.ts', what: 'firebase-functions/https' },
  { from: 'functions/src/meter/books.ts', what: '../contract/index.ts' },
  { from: 'functions/src/meter/books.ts', what: './lots.ts' },
  { from: 'functions/src/meter/lane/lane.ts', what: '../decide.ts' },
  { from: 'functions/src/meter/lane/plan-batch.ts', what: '../../platform/store/store.ts' },
  { from: 'functions/src/meter/lane/lane.ts', what: '../../platform/store/store.ts' },
  { from: 'functions/src/meter/decide.test.ts', what: '../../test/support/calls/writes-of.ts' },
  { from: 'functions/src/meter/lane/meter.ts', what: '../../platform/signals/log.ts' },
  { from: 'functions/src/platform/store/store.ts', what: 'firebase-admin/firestore' },
  { from: 'functions/src/generation/hold.ts', what: '../meter/lane/meter.ts' },
  { from: 'functions/src/generation/providers/chat.ts', what: '../hold.ts' },
  { from: 'functions/src/generation/providers/chat.ts', what: '../../contract/index.ts' },
  { from: 'functions/src/index.ts', what: './generation/calls/generate.ts' },
  { from: 'functions/src/index.ts', what: './admin/grant.ts' },
  { from: 'functions/src/index.ts', what: './http/create-api.ts' },
  { from: 'functions/src/http/routes.ts', what: '../generation/calls/generate.ts' },
  { from: 'functions/src/http/routes.ts', what: '../contract/index.ts' },
  { from: 'functions/src/http/routes.ts', what: '../platform/signals/log.ts' },
  { from: 'web/src/features/history/history-page.tsx', what: './history-row.tsx' },
  { from: 'web/src/features/history/history-page.tsx', what: '../../components/ui/button.tsx' },
  { from: 'web/src/features/history/history-page.tsx', what: '#kit/core/call-error.ts' },
  { from: 'web/src/features/history/history-page.tsx', what: '@firemeter/functions/contract' },
  { from: 'web/src/lib/service/firebase/firebase.ts', what: 'firebase/functions' },
  { from: 'web/src/lib/service/firebase/firebase.ts', what: 'firebase/app' },
  { from: 'web/src/app/app.tsx', what: '../features/history/history-page.tsx' },
];

describe('the direction of imports', () => {
  test.each(refused)('refuses $what in $from', ({ from, what }) =>
    expect(findViolation(from, what)).toEqual(expect.any(String)),
  );

  test.each(allowed)('allows $what in $from', ({ from, what }) =>
    expect(findViolation(from, what)).toBeNull(),
  );

  test('is looked for in imports, re-exports and dynamic imports, of types too', () => {
    const source = `
      import a from './a.ts';
      import type { B } from './b.ts';
      export { c } from './c.ts';
      export * from './d.ts';
      const e = import('./e.ts');
      const f = 'import "./f.ts"';
    `;
    expect(importsOf('x.ts', source)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts']);
  });

  test('is known for every folder of the backend', () => {
    const folders = readdirSync(join(root, 'functions/src'), { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const known = [
      'contract',
      'platform',
      'meter',
      'generation',
      'payments',
      'safety',
      'admin',
      'notifications',
      'privacy',
      'upkeep',
      'http',
      'kit',
      'deployment',
    ];
    expect(known).toEqual(expect.arrayContaining(names));
  });
});
