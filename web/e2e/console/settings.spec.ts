import {
  collections,
  DAY_MS,
  INSIGHT_CONFIG,
  STAFF_SETTINGS_CONFIG,
  TERMS_CONFIG,
} from '@firemeter/functions/contract';
import { expect } from '@playwright/test';
import { test } from '../support/people.ts';
import { Store } from '../support/store.ts';
import { uniquePrompt } from '../support/studio.ts';

test('an owner sets infrastructure costs, limits of staff and who to call, each with a reason', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  await store.replaceDocument(collections.config, INSIGHT_CONFIG, {
    ...{ schemaVersion: 1, timeZone: 'UTC', closeAfterDays: 5, infrastructure: [], updatedAt: new Date() },
  });
  await store.replaceDocument(collections.config, STAFF_SETTINGS_CONFIG, {
    ...{ schemaVersion: 1, dailyReturnMicros: 200_000_000, approvalMicros: 5_000_000_000 },
    ...{ approvalCents: 50_000, updatedAt: new Date() },
  });
  const owner = await windowOf('Olaf Owner');
  await owner.getByRole('link', { name: 'Settings' }).click();
  const reason = uniquePrompt('As agreed');

  const figures = owner.getByRole('form', { name: 'Figures' });
  await figures.getByRole('button', { name: 'Add a cost' }).click();
  await expect(figures.getByText('Each cost needs a month')).toBeVisible();
  await figures.getByRole('spinbutton', { name: 'Amount, cost 1' }).fill('120.5');
  await expect(figures.getByText('Margins are shown with these costs')).toBeVisible();
  await figures.getByRole('button', { name: 'Save' }).click();
  await expect(figures.getByRole('textbox', { name: 'Reason' })).toHaveAttribute('aria-invalid', 'true');
  await figures.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await figures.getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByText('The settings are saved').first()).toBeVisible();

  const staff = owner.getByRole('form', { name: 'Staff' });
  await staff.getByRole('spinbutton', { name: 'Credits that support may return in a day' }).fill('300');
  await expect(staff).toContainText('may return 300 credits a day instead of 200 credits');
  await staff.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await staff.getByRole('button', { name: 'Save' }).click();
  await expect(staff.getByRole('textbox', { name: 'Reason' })).toHaveCount(0);

  const contacts = owner.getByRole('form', { name: 'Who to call' });
  await contacts.getByRole('textbox', { name: 'Names, numbers and hours' }).fill('Grace, +49 30 1234');
  await contacts.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await contacts.getByRole('button', { name: 'Save' }).click();
  await expect(contacts.getByRole('textbox', { name: 'Reason' })).toHaveCount(0);

  await owner.reload();
  await expect(figures.getByRole('spinbutton', { name: 'Amount, cost 1' })).toHaveValue('120.5');
  await expect(staff.getByRole('spinbutton').first()).toHaveValue('300');
  await owner.getByRole('link', { name: 'Emergency' }).click();
  await expect(owner.getByRole('region', { name: 'Who to call' })).toContainText('Grace, +49 30 1234');

  await owner.getByRole('link', { name: 'Audit' }).click();
  await owner.getByRole('searchbox').fill(reason);
  await expect(owner.getByRole('button', { name: /^Changed the staff settings/ })).toHaveCount(2);
  await expect(owner.getByRole('button', { name: /^Changed the settings of figures/ })).toHaveCount(1);
});

test('an owner withdraws terms that don’t apply yet, and is told what that means', async ({
  windowOf,
  baseURL,
}) => {
  await using store = new Store(baseURL);
  // Neither asks anybody: the first was withdrawn before, and the other applies long after any test.
  const version = { termsUrl: null, privacyUrl: null, publishedAtMs: 1, requiresAgreement: true };
  const summary = { en: 'Plans can be paused.', de: 'In German: plans can be paused.' };
  const appliesFromMs = Date.now() + 300 * DAY_MS;
  await store.replaceDocument(collections.config, TERMS_CONFIG, {
    ...{ schemaVersion: 1, minimumAge: { years: 16, byCountry: {} }, updatedAt: new Date() },
    versions: [
      { ...version, version: 1, summary, appliesFromMs, withdrawnAtMs: Date.now() },
      { ...version, version: 2, summary, appliesFromMs },
    ],
  });
  const owner = await windowOf('Olaf Owner');
  await owner.getByRole('link', { name: 'Settings' }).click();
  const versions = owner.getByRole('list', { name: 'Versions' }).getByRole('listitem');
  await expect(versions.nth(0)).toContainText('withdrawn on');
  await versions.getByRole('button', { name: 'Withdraw version 2' }).click();
  const question = owner.getByRole('alertdialog', { name: 'Withdraw version 2?' });
  await expect(question).toContainText('nobody is asked to agree to it');
  await expect(question).toContainText('kept as proof');
  await question.getByRole('button', { name: 'Withdraw' }).click();
  await expect(question.getByRole('textbox', { name: 'Reason' })).toHaveAttribute('aria-invalid', 'true');
  const reason = uniquePrompt('A mistake');
  await question.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await question.getByRole('button', { name: 'Withdraw' }).click();
  await expect(owner.getByText('Version 2 is withdrawn').first()).toBeVisible();
  await expect(versions.nth(1)).toContainText('withdrawn on');
  await expect(versions.getByRole('button')).toHaveCount(0);

  await owner.getByRole('link', { name: 'Audit' }).click();
  await owner.getByRole('searchbox').fill(reason);
  await expect(owner.getByRole('button', { name: /^Withdrew version 2 of the terms/ })).toHaveCount(1);
});
