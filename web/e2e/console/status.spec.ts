import { type APIRequestContext, expect } from '@playwright/test';
import { endJob, runJob } from '../support/jobs.ts';
import { test } from '../support/people.ts';
import { Store } from '../support/store.ts';

/** Every page that staff go to by its link, and how it is called once it is there. */
const pages = [
  'Live AI',
  'Alerts',
  'Abuse',
  'Audit',
  'Moderation',
  'Prices',
  'Grant',
  'Payments',
  'System',
] as const;

test('256 drifts are red on every page, in the job and over HTTP within one run of the verifier, and green again with the run that finds the books right', async ({
  windowOf,
  request,
  baseURL,
}) => {
  const store = new Store(baseURL);
  const admin = await windowOf('Ada Admin');
  const status = admin.getByRole('link', { name: /^Service status: / });
  const job = admin.getByRole('listitem', { name: 'verifyLedger', exact: true });
  const health = admin.getByRole('region', { name: 'Health' });

  await runJob(admin, 'health');
  await expect(status).toHaveAccessibleName('Service status: OK');

  const off = await store.addDrifts(256, 'demo-creator');
  try {
    await endJob(admin, 'verifyLedger');
    await expect(job).toContainText('Found something wrong');
    await expect(job).toContainText('256 drifts');
    await expect(health).toContainText('Something is wrong');
    await expect(health.getByRole('list', { name: 'What is wrong' })).toContainText(
      '256 drifts in the books',
    );
    await admin.getByRole('link', { name: /^Alerts/ }).click();
    const alert = admin.getByRole('listitem', { name: 'The books are off: 256 drifts.' });
    await expect(alert).toContainText('Critical');
    await alert.getByRole('button', { name: 'Resolve', exact: true }).click();
    const question = admin.getByRole('alertdialog', { name: 'Resolve this alert?' });
    await expect(question).toContainText('AlertThe books are off: 256 drifts.');
    await expect(question).toContainText('Nothing is repaired, and no credits move.');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => toldOverHttp(request)).toBe('degraded');
    for (const name of pages) {
      await admin
        .getByRole('navigation', { name: 'Main' })
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .click();
      await expect(admin.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(status).toHaveAccessibleName('Service status: Something is wrong');
    }
    await admin.getByRole('link', { name: 'Studio', exact: true }).click();
    await expect(status).toHaveAccessibleName('Service status: Something is wrong');
    await status.click();
  } finally {
    await store.removeAccounts(off);
  }

  await runJob(admin, 'verifyLedger');
  await expect(health.getByText('OK', { exact: true }).first()).toBeVisible();
  await expect(status).toHaveAccessibleName('Service status: OK');
  await expect.poll(() => toldOverHttp(request)).toBe('ok');
});

test('the status is for staff: nobody else is shown it', async ({ windowOf }) => {
  const creator = await windowOf('Mia Creator');
  await expect(creator.getByRole('link', { name: 'History' })).toBeVisible();
  await expect(creator.getByLabel(/^Service status: /)).toHaveCount(0);
});

test('no page asks the store for what the rules keep from the person who sees it', async ({ windowOf }) => {
  const refused: string[] = [];
  for (const name of ['Mia Creator', 'Ada Admin'] as const) {
    const page = await windowOf(name);
    page.on('console', (message) => {
      if (/^Listening to .* failed/.test(message.text())) refused.push(`${name}: ${message.text()}`);
    });
    for (const path of ['/', '/history', '/dashboard', '/credits', '/billing', '/account']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByTestId('available-credits')).toBeAttached();
    }
  }
  expect(refused).toEqual([]);
});

/** What the service says of itself. It may tell what it has told somebody else seconds ago. */
async function toldOverHttp(request: APIRequestContext): Promise<unknown> {
  const health = (await (await request.get('/api/health')).json()) as { status: unknown };
  return health.status;
}
