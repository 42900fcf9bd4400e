import { expect, type Page, test } from '@playwright/test';
import { follow, shownCredits } from '../support/people.ts';
import { uniquePrompt } from '../support/studio.ts';

const turns = (page: Page) => page.getByRole('region', { name: 'Free turns' });

async function enterAsGuest(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Try it, 3 free' }).click();
  await expect(turns(page)).toContainText('3 of 3', { timeout: 60_000 });
}

/** As a guest: free, whatever the model. */
async function paint(page: Page, prompt: string) {
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill(prompt);
  await page.getByRole('button', { name: 'Generate · free' }).click();
  const tile = page.getByRole('article', { name: `Picture: ${prompt}` });
  await expect(tile.getByRole('img')).toBeVisible({ timeout: 60_000 });
  return tile;
}

async function signUp(page: Page, email: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill('Gia Guest');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel('Password').fill('a long password');
  await page.getByRole('button', { name: 'Create account' }).click();
}

test.setTimeout(300_000);

test('a guest uses up the free turns, signs up, keeps what was made, and spends 50 credits to the last', async ({
  page,
}) => {
  await enterAsGuest(page);
  const prompts = [uniquePrompt('A fox'), uniquePrompt('A kite'), uniquePrompt('A boat')];
  for (const [index, prompt] of prompts.entries()) {
    await paint(page, prompt);
    await expect(turns(page)).toContainText(`${2 - index} of 3`);
  }

  await page.getByRole('textbox', { name: 'Describe the picture' }).fill('One more');
  // Without a turn nothing is free, and no price is told.
  const button = page.getByRole('button', { name: 'Generate', exact: true });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/free turns are used.* free in 23 h 5\d m/);
  const prompt = page.getByRole('region', { name: 'Sign up' });
  await expect(prompt).toContainText('50 credits when you sign up');

  await prompt.getByRole('link', { name: 'Sign up' }).click();
  await signUp(page, `guest-${Date.now()}@example.com`);
  await expect.poll(() => shownCredits(page), { timeout: 60_000 }).toBe(50);
  for (const made of prompts) {
    await expect(page.getByRole('article', { name: `Picture: ${made}` }).getByRole('img')).toBeVisible();
  }

  await page.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option', { name: /^Nano Banana Pro/ }).click();
  const generate = page.getByRole('button', { name: 'Generate · 2 credits' });
  for (let left = 48; left >= 0; left -= 2) {
    const paid = uniquePrompt('A lighthouse');
    await page.getByRole('textbox', { name: 'Describe the picture' }).fill(paid);
    await generate.click();
    await expect(page.getByRole('article', { name: `Picture: ${paid}` })).toContainText('2 spent', {
      timeout: 60_000,
    });
    await expect.poll(() => shownCredits(page)).toBe(left);
  }
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill('One too many');
  await expect(generate).toBeDisabled();
  await expect(generate).toHaveAccessibleDescription(
    /This costs 2 credits\. You have 0, 2 too few\. .*Get more credits/,
  );
  await page.getByRole('link', { name: 'Get credits' }).click();
  // The catalog labels Creator so, but a credit of Enterprise costs less.
  await expect(page.getByRole('article', { name: 'Creator pack' })).toContainText('save 31%');
  await expect(page.getByText('Best value')).toHaveCount(0);
});

test('signing in to an account from before brings along what was made as a guest', async ({ page }) => {
  await enterAsGuest(page);
  const prompt = uniquePrompt('A heron');
  await paint(page, prompt);
  await page
    .getByRole('region', { name: 'Sign up' })
    .getByRole('link', { name: 'I have an account' })
    .click();
  await page.getByRole('button', { name: 'Sign in as Mia Creator' }).click();
  await expect(page.getByTestId('available-credits')).toBeAttached({ timeout: 60_000 });
  await follow(page, 'History');
  await expect(page.getByRole('listitem').filter({ hasText: prompt })).toBeVisible({ timeout: 60_000 });
});

test('someone almost out of credits is led to the cheapest model, and told why the others are closed', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in as Lena Low' }).click();
  await expect(page.getByTestId('available-credits')).toHaveText('1 credit available', { timeout: 60_000 });
  await page.getByRole('combobox', { name: 'Model' }).click();
  await expect(page.getByRole('option', { name: /Recommended for your balance/ })).toHaveText(/^Nano Banana/);
  await expect(page.getByRole('option', { name: /^Flux Dev/ })).toBeEnabled();
  const finest = page.getByRole('option', { name: /^Nano Banana Pro.*More than you have/ });
  await expect(finest).toBeDisabled();
});

test('whoever signs out anywhere comes to the welcome page, and the next one gets in from there', async ({
  page,
}) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in as Mia Creator' }).click();
  await follow(page, 'History');
  await page.waitForURL('**/history');
  await page.getByRole('button', { name: 'Account of Mia Creator' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(
    page.getByRole('link', { name: /^Try it/ }).or(page.getByRole('button', { name: /^Try it/ })),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Sign in as Lena Low' })).toBeVisible();
});
