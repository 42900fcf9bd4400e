import { expect, type Page } from '@playwright/test';
import { layOutTotals } from '../support/insight.ts';
import { layOutPayments } from '../support/payments.ts';
import { test } from '../support/people.ts';
import { Store } from '../support/store.ts';

/** Finds somebody from the list of people, and opens their page. */
async function openUser(page: Page, { text, name }: { text: string; name: RegExp }) {
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search people' }).fill(text);
  await page.getByRole('list', { name: 'People' }).getByRole('link', { name }).click();
}

const balance = (page: Page) =>
  page
    .locator('dl', { has: page.getByText('Balance', { exact: true }) })
    .locator('dd')
    .first();

test('an admin finds a person by an accented part of a name, takes back 5 credits and undoes it', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  await openUser(admin, { text: 'sécond', name: /Noah Second/ });
  await expect(admin.getByRole('heading', { level: 1 })).toContainText('Noah Second');
  const before = Number((await balance(admin).textContent())?.replaceAll(',', ''));

  await admin.getByRole('button', { name: 'Take back' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Take back credits' });
  await expect(dialog).toContainText('Noah Second');
  await dialog.getByRole('spinbutton', { name: 'Credits' }).fill('5');
  await expect(dialog).toContainText(`${before} → ${before - 5}`);
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveAccessibleDescription(/audit log/);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Granted twice');
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await expect(dialog.getByRole('status')).toContainText('5 credits taken back');
  await expect(balance(admin)).toHaveText(String(before - 5));

  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByRole('status')).toContainText('5 credits given back');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(balance(admin)).toHaveText(String(before));

  await admin.getByRole('radio', { name: 'Ledger' }).click();
  await expect(admin).toHaveURL(/tab=ledger/);
  const rows = admin.getByRole('table', { name: 'Ledger, newest first' }).getByRole('row');
  await expect(rows.nth(1)).toContainText(new RegExp(`Received.*\\+5.*${before}`));
  await expect(rows.nth(2)).toContainText(new RegExp(`Taken back.*Granted twice.*−5.*${before - 5}`));
  await admin.getByRole('radio', { name: 'Staff actions' }).click();
  await expect(admin.getByRole('link', { name: 'Took back credits' }).first()).toBeVisible();
});

test('nobody acts on themselves, and the page says why of every action', async ({ windowOf, baseURL }) => {
  await using store = new Store(baseURL);
  const owner = await windowOf('Olaf Owner');
  await openUser(owner, { text: 'olaf', name: /Olaf Owner/ });
  const actions = owner.getByRole('region', { name: 'Actions' });
  const never = ['Grant', 'Take back', 'Reset limit', 'Suspend', 'Make unlimited', 'Block', 'Change role'];
  for (const name of never) {
    const button = actions.getByRole('button', { name: new RegExp(`^${name}.*This is your own account`) });
    await expect(button).toBeDisabled();
    await button.click({ force: true });
    await expect(owner.getByRole('dialog')).toHaveCount(0);
  }
  await owner.getByRole('radio', { name: 'Limits' }).click();
  await expect(owner.getByText('This is your own account. Somebody else has to do it.').last()).toBeVisible();

  const paymentId = `demo-owner_own${Date.now()}`;
  await layOutPayments(store, [
    { id: paymentId, currency: 'usd', state: 'paid', createdAt: new Date('2024-02-15T09:00:00Z') },
  ]);
  for (const page of ['/admin/people/demo-owner?tab=payments&payment=', '/admin/payments?payment=']) {
    await owner.goto(page + paymentId);
    const receipt = owner.getByRole('dialog', { name: 'Payment' });
    await expect(receipt.getByText('This is your own account. Somebody else has to do it.')).toBeVisible();
    await expect(receipt.getByRole('form', { name: 'Refund' })).toHaveCount(0);
  }

  const [id = ''] = await store.addActivities('demo-owner', 1, () => ({
    promptPreview: 'A picture of my own',
    createdAtMs: Date.now(),
  }));
  await owner.goto(`/admin/people/demo-owner?tab=requests&request=${id}`);
  const sheet = owner.getByRole('dialog', { name: 'Request' });
  await expect(sheet).toContainText('A picture of my own');
  await expect(sheet.getByRole('button', { name: 'Refund credits' })).toBeDisabled();
  await expect(sheet.getByText('This is your own account. Somebody else has to do it.')).toBeVisible();
});

test('an admin may not change roles, and sees which role may', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await openUser(admin, { text: 'low@demo', name: /Lena Low/ });
  await expect(admin.getByRole('button', { name: /^Change role.*This needs the role Owner/ })).toBeDisabled();
});

test('a note is written and deleted, and the view of a person is in the address', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await openUser(admin, { text: 'low@demo', name: /Lena Low/ });
  await admin.getByRole('radio', { name: 'Notes' }).click();
  await admin.getByRole('textbox', { name: 'New note' }).fill('Asked for an invoice');
  await admin.getByRole('button', { name: 'Add note' }).click();
  const note = admin.getByRole('listitem').filter({ hasText: 'Asked for an invoice' });
  await expect(note).toBeVisible();
  await admin.reload();
  await expect(note).toBeVisible();
  await admin.getByRole('button', { name: 'Delete note' }).first().click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(note).toHaveCount(0);
});

test('a delivered but bad request is refunded once, from its sheet', async ({ windowOf, baseURL }) => {
  await using store = new Store(baseURL);
  const [id = ''] = await store.addActivities('demo-second', 1, () => ({
    promptPreview: 'A video of a lighthouse, all grey',
    createdAtMs: Date.now(),
  }));
  const admin = await windowOf('Ada Admin');
  await admin.goto(`/admin/people/demo-second?tab=requests&request=${id}`);
  const sheet = admin.getByRole('dialog', { name: 'Request' });
  await sheet.getByRole('button', { name: 'Refund credits' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Refund credits' });
  await expect(dialog).toContainText('A video of a lighthouse, all grey');
  await expect(dialog.getByRole('spinbutton', { name: 'Credits' })).toHaveValue('2');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('All grey');
  await dialog.getByRole('button', { name: 'Refund credits' }).click();
  await expect(dialog.getByRole('status')).toContainText('2 credits refunded');
  await dialog.getByRole('button', { name: 'Done' }).click();

  await sheet.getByRole('button', { name: 'Refund credits' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Again');
  await dialog.getByRole('button', { name: 'Refund credits' }).click();
  await expect(dialog.getByRole('alert')).toContainText('returned already');
});

test('a list is checked before its credits are granted', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await admin.goto('/admin/grant?to=list');
  const form = admin.getByRole('region', { name: 'Grant to a list' });
  await form
    .getByRole('textbox', { name: 'List' })
    .fill('second@demo.firemeter\nlow@demo.firemeter,3\nnobody@demo.firemeter\nsecond@demo.firemeter');
  await form.getByRole('spinbutton', { name: 'Credits for each' }).fill('2');
  await form.getByRole('button', { name: 'Check the list' }).click();
  const rows = form.getByRole('table', { name: 'Who would receive credits' }).getByRole('row');
  await expect(rows.nth(0)).toContainText(/Noah Second.*found.*2/);
  await expect(rows.nth(1)).toContainText(/Lena Low.*found.*3/);
  await expect(rows.nth(2)).toContainText('not found');
  await expect(rows.nth(3)).toContainText('already on the list');
  await expect(form).toContainText('Total: 5 credits');
  await form.getByRole('textbox', { name: 'Reason' }).fill('A contest');
  await form.getByRole('button', { name: 'Grant 5 credits to 2 people' }).click();
  await expect(form.getByRole('status')).toContainText('5 credits granted to 2 people');
});

test('what is too much for one admin waits for a second one, with a badge', async ({ windowOf }) => {
  const admin = await windowOf('Ada Admin');
  await admin.goto('/admin/people/demo-second');
  await admin.getByRole('button', { name: 'Grant', exact: true }).click();
  const dialog = admin.getByRole('dialog', { name: 'Grant credits' });
  await dialog.getByRole('spinbutton', { name: 'Credits' }).fill('6000');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('A partner');
  await dialog.getByRole('button', { name: 'Grant' }).click();
  await dialog.getByRole('button', { name: 'Request approval' }).click();
  await expect(dialog.getByRole('status')).toContainText('Another admin decides');

  const owner = await windowOf('Olaf Owner');
  await owner.getByRole('link', { name: /^Approvals.*1 waits for approval/ }).click();
  const row = owner.getByRole('listitem').filter({ hasText: '6,000 credits' });
  await row.getByRole('button', { name: 'Approve' }).click();
  const approve = owner.getByRole('dialog', { name: 'Approve' });
  await approve.getByRole('textbox', { name: 'Reason' }).fill('Agreed');
  await approve.getByRole('button', { name: 'Approve and execute' }).click();
  await expect(approve.getByRole('status')).toContainText('Approved and done');
  await approve.getByRole('button', { name: 'Done' }).click();
  await expect(row).toContainText('Approved and done');
});

test('the list of people has each order that it offers, as the store has it', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  const names = new Map([
    ['demo-creator', 'Mia Creator'],
    ['demo-second', 'Noah Second'],
    ['demo-low', 'Lena Low'],
    ['demo-admin', 'Ada Admin'],
    ['demo-owner', 'Olaf Owner'],
  ]);
  const uids = [...names.keys()];
  const nowMs = Date.now();
  /** Each order is another one. The steps are large, because the job adds what tests before have made meanwhile. */
  const totals = new Map(
    uids.map((uid, n) => [
      uid,
      {
        capturedMicros: ((n * 2) % 5) * 100_000_000_000 + 900_000_000_000,
        balanceMicros: ((n * 3) % 5) * 100_000_000_000 + 900_000_000_000,
        lastSeenMs: nowMs + (1 + ((n * 4) % 5)) * 3_600_000,
      },
    ]),
  );
  await layOutTotals(store, totals);
  const openedMs = new Map(
    await Promise.all(uids.map(async (uid) => [uid, await store.openedMs(uid)] as const)),
  );
  const orderedBy: Record<string, (uid: string) => number> = {
    Newest: (uid) => openedMs.get(uid) ?? 0,
    'Most spent': (uid) => totals.get(uid)?.capturedMicros ?? 0,
    'Largest balance': (uid) => totals.get(uid)?.balanceMicros ?? 0,
    'Last seen': (uid) => totals.get(uid)?.lastSeenMs ?? 0,
  };
  const admin = await windowOf('Ada Admin');
  await admin.goto('/admin/people?kind=person');
  const list = admin.getByRole('list', { name: 'People' });
  const shown = async () => {
    const rows = await list.getByRole('link').allTextContents();
    return rows.flatMap((row) => [...names.values()].find((name) => row.includes(name)) ?? []);
  };
  const orders: string[] = [];
  for (const [label, value] of Object.entries(orderedBy)) {
    await admin.getByRole('combobox', { name: 'Sort by' }).click();
    await admin.getByRole('option', { name: label }).click();
    const expected = uids.toSorted((a, b) => value(b) - value(a)).map((uid) => names.get(uid) ?? '');
    // An instance reads the figures once a minute.
    await expect
      .poll(
        async () => {
          await admin.reload();
          await expect(list.getByRole('link').first().or(admin.getByText('Nobody found'))).toBeVisible();
          return shown();
        },
        { timeout: 120_000, intervals: [1_000, 5_000] },
      )
      .toEqual(expected);
    orders.push(expected.join());
  }
  expect(new Set(orders).size).toBeGreaterThanOrEqual(3);
});
