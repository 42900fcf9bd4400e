import { expect } from '@playwright/test';
import { test } from '../support/people.ts';

test('a word that an admin tries out and publishes is refused to a creator, by its category, until it is undone', async ({
  windowOf,
}) => {
  const word = `zorkle${Date.now() % 10_000}`.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
  const admin = await windowOf('Ada Admin');
  await admin.getByRole('link', { name: 'Moderation' }).click();
  const trying = admin.getByRole('region', { name: 'Try it' });
  await trying.getByRole('textbox').fill(`A picture of a ${[...word.toUpperCase()].join('.')}`);
  await expect(trying.getByRole('status')).toHaveText('No match.', { timeout: 30_000 });
  const violence = admin.getByRole('textbox', { name: 'Violence', exact: true });
  await violence.fill(`${await violence.inputValue()}\n${word}`);
  await expect(trying.getByRole('status')).toContainText('Violence');
  const publishing = admin.getByRole('region', { name: 'Publish' });
  await expect(publishing).toContainText('holds for everyone’s new requests within five seconds');
  await admin.getByRole('textbox', { name: 'Reason' }).fill('A new word');
  await admin.getByRole('button', { name: 'Publish' }).click();
  const undo = admin.getByRole('button', { name: /^Undo version/ });
  await expect(undo).toBeVisible({ timeout: 30_000 });
  await expect(trying.getByRole('textbox')).toHaveValue(/^A picture of a /);

  const creator = await windowOf('Noah Second');
  // An instance may look by what it read within the last five seconds.
  await expect(async () => {
    await creator.getByRole('textbox', { name: 'Describe the picture' }).fill(`a ${word} at sea`);
    await creator.getByRole('button', { name: /^Generate · / }).click();
    await expect(creator.getByText(/reads as “Violence”/).first()).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 60_000 });

  await undo.click();
  await admin.getByRole('textbox', { name: 'Reason' }).fill('It was a mistake');
  await admin.getByRole('button', { name: 'Publish' }).click();
  await trying.getByRole('textbox').fill(`a ${word}`);
  await expect(trying.getByRole('status')).toHaveText('No match.', { timeout: 30_000 });
});

test('lists that another admin publishes in between, other pages and Discard take no draft away', async ({
  windowOf,
}) => {
  const admin = await windowOf('Ada Admin');
  const owner = await windowOf('Olaf Owner');
  for (const page of [admin, owner]) await page.getByRole('link', { name: 'Moderation' }).click();
  const wordsOf = (page: typeof admin) => page.getByRole('textbox', { name: 'Violence', exact: true });
  const add = async (page: typeof admin, word: string) =>
    wordsOf(page).fill(`${await wordsOf(page).inputValue()}\n${word}`);
  await add(admin, 'quuxmine');
  await add(owner, 'quuxtheirs');
  await owner.getByRole('textbox', { name: 'Reason' }).fill('A new word');
  await owner.getByRole('button', { name: 'Publish' }).click();
  await expect(owner.getByRole('button', { name: /^Undo version/ })).toBeVisible({ timeout: 30_000 });

  const overtaken = admin.getByRole('alert').filter({ hasText: 'was published meanwhile' });
  await expect(overtaken).toContainText('Your draft is kept');
  await expect(wordsOf(admin)).toHaveValue(/quuxmine/);
  await overtaken.getByRole('button', { name: /^Apply my changes to version/ }).click();
  await expect(wordsOf(admin)).toHaveValue(/quuxtheirs[\s\S]*quuxmine/);

  await admin.getByRole('link', { name: 'Audit' }).click();
  await expect(admin.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();
  await admin.getByRole('link', { name: 'Moderation' }).click();
  await expect(wordsOf(admin)).toHaveValue(/quuxmine/);

  await admin.getByRole('button', { name: 'Discard' }).click();
  await expect(wordsOf(admin)).not.toHaveValue(/quuxmine/);
  await expect(admin.getByText('1 change discarded')).toBeVisible();
  await admin.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(wordsOf(admin)).toHaveValue(/quuxmine/);
  await admin.getByRole('button', { name: 'Discard' }).click();

  await owner.getByRole('button', { name: /^Undo version/ }).click();
  await owner.getByRole('textbox', { name: 'Reason' }).fill('It was a mistake');
  await owner.getByRole('button', { name: 'Publish' }).click();
  await expect(wordsOf(owner)).not.toHaveValue(/quuxtheirs/);
});
