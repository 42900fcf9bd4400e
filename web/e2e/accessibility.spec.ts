import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { follow, signIn } from './support/people.ts';
import { generatePicture, uniquePrompt } from './support/studio.ts';

const pages: readonly { path: string; heading: string; except?: string }[] = [
  { path: '/', heading: 'Studio' },
  { path: '/?make=video', heading: 'Studio' },
  { path: '/?make=voice', heading: 'Studio' },
  { path: '/?make=chat', heading: 'Studio' },
  { path: '/reel', heading: 'Reel' },
  { path: '/credits', heading: 'Credits' },
  { path: '/billing', heading: 'Payments' },
  { path: '/billing/return?payment=none&left=1', heading: 'Your purchase' },
  { path: '/terms', heading: 'Terms of sale' },
  { path: '/refunds', heading: 'Refund policy' },
  // It shows the same region in every state, several times on one page.
  { path: '/demo/components', heading: 'Credit components', except: 'landmark-unique' },
  { path: '/library', heading: 'Library' },
  { path: '/dashboard', heading: 'Dashboard' },
  { path: '/history', heading: 'History' },
  { path: '/history?view=credits', heading: 'History' },
  { path: '/history/statement', heading: 'Credit statement' },
  { path: '/account', heading: 'Account' },
  { path: '/account/books', heading: 'Verify your books' },
  { path: '/account/delete', heading: 'Delete account' },
  { path: '/notifications', heading: 'Notifications' },
  { path: '/admin/overview', heading: 'Overview' },
  { path: '/admin/analytics', heading: 'Analytics' },
  { path: '/admin/analytics?tab=reliability', heading: 'Analytics' },
  { path: '/admin/analytics?tab=credits', heading: 'Analytics' },
  { path: '/admin/analytics?tab=money', heading: 'Analytics' },
  { path: '/admin/live', heading: 'Live AI' },
  { path: '/admin/alerts', heading: 'Alerts' },
  { path: '/admin/alerts?view=rules&rule=refunds', heading: 'Alerts' },
  { path: '/admin/endpoints', heading: 'Endpoints' },
  { path: '/admin/endpoints?endpoint=new', heading: 'Endpoints' },
  { path: '/admin/abuse', heading: 'Abuse' },
  { path: '/admin/audit', heading: 'Audit log' },
  { path: '/admin/moderation', heading: 'Moderation' },
  { path: '/admin/prices', heading: 'Prices' },
  { path: '/admin/grant', heading: 'Grant credits' },
  { path: '/admin/system', heading: 'System' },
  { path: '/admin/payments', heading: 'Payments' },
  { path: '/nowhere', heading: 'Page not found' },
];

/** Follows the system, so that one page can be looked at in both themes. */
test.beforeEach(({ page }) => page.addInitScript(() => localStorage.setItem('firemeter.theme', 'system')));

interface Look {
  within?: string;
  except?: readonly string[];
}

/** Looks at what the page shows now: at everything in the dark theme, at what depends on colors in the light one too. */
async function expectNoFaults(page: Page, look: Look = {}): Promise<void> {
  if (look.within) await expect(page.locator(look.within)).toBeVisible();
  await test.step('dark', async () => {
    await useTheme(page, 'dark');
    await expectNoFaultsOf(axe(page, look).withTags(tags));
  });
  await test.step('light', async () => {
    await useTheme(page, 'light');
    await expectNoFaultsOf(axe(page, look).withRules(rulesOfColors));
  });
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const rulesOfColors = ['color-contrast', 'link-in-text-block'];

async function useTheme(page: Page, theme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  // A font that arrives later moves text while axe looks for what is behind it.
  await page.evaluate(async () => {
    await Promise.all([...document.fonts].map((font) => font.load()));
    // What fades in has less contrast for a moment.
    const ending = document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
      );
    await Promise.all(ending.map((animation) => animation.finished.catch(() => null)));
  });
}

/** Runs in the page itself and describes faults only, because each look otherwise takes twice as long. */
function axe(page: Page, { within = ':root', except = [] }: Look): AxeBuilder {
  return new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .include(within)
    .disableRules([...except]);
}

async function expectNoFaultsOf(builder: AxeBuilder): Promise<void> {
  const { violations } = await builder.analyze();
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n  ')}`);
  expect(faults).toEqual([]);
}

test('the door has no accessibility fault in either theme', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await expectNoFaults(page);
});

/** A few for each test, whose time is limited. */
const fewPages = Array.from({ length: Math.ceil(pages.length / 6) }, (_, n) => pages.slice(6 * n, 6 * n + 6));
for (const few of fewPages) {
  test(`no page from ${few[0]?.path} to ${few.at(-1)?.path} has an accessibility fault in either theme`, async ({
    page,
  }) => {
    await signIn(page, 'Ada Admin');
    for (const { path, heading, except } of few) {
      await page.goto(path);
      // An address can open a dialog, which hides the page under it from assistive technology.
      const title = page.getByRole('heading', { name: heading, level: 1, includeHidden: true });
      await expect(title).toBeVisible();
      await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
      await test.step(path, () => expectNoFaults(page, { except: except ? [except] : [] }));
    }
  });
}

test('what has been made, and what opens over it, has no accessibility fault in either theme', async ({
  page,
}) => {
  await signIn(page, 'Mia Creator');
  const prompt = uniquePrompt('A paper boat');
  await generatePicture(page, uniquePrompt('A lost boat [fail]'));
  const tile = await generatePicture(page, prompt);
  await expect(tile.getByRole('img')).toBeVisible({ timeout: 30_000 });
  await test.step('gallery', () => expectNoFaults(page));
  await tile.getByRole('button', { name: `Open picture: ${prompt}` }).click();
  await expect(page.getByRole('dialog', { name: prompt })).toBeVisible();
  await test.step('large picture', () => expectNoFaults(page));
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Model' }).click();
  await test.step('models', () => expectNoFaults(page, { within: '[role=listbox]' }));
  await page.keyboard.press('Escape');
  await follow(page, 'History');
  await page.getByRole('button', { name: new RegExp(prompt) }).click();
  await expect(page.getByRole('img', { name: /./ }).first()).toBeVisible();
  await test.step('history', () => expectNoFaults(page));
});

test("the admin's prices have no accessibility fault in either theme, whatever is open", async ({ page }) => {
  await signIn(page, 'Ada Admin');
  await page.goto('/admin/prices');
  await page.getByRole('spinbutton', { name: 'Price of Image · Nano Banana' }).fill('-1');
  await expect(page.getByRole('button', { name: '1 fault' })).toBeVisible();
  await test.step('a draft with a fault', () => expectNoFaults(page));
  await page.getByRole('spinbutton', { name: 'Price of Image · Nano Banana' }).fill('6');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await test.step('review', () => expectNoFaults(page, { within: '[role=alertdialog]' }));
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Packs, plans, grants' }).click();
  await page.getByRole('switch', { name: 'Guests can generate' }).click();
  await test.step('packs and grants', () => expectNoFaults(page));
  await page.getByRole('radio', { name: 'Versions' }).click();
  await expect(page.getByRole('listitem', { name: 'Version 1', exact: true })).toBeVisible();
  await test.step('versions', () => expectNoFaults(page));
  await page.getByRole('button', { name: 'Import / export' }).click();
  await test.step('menu', () => expectNoFaults(page, { within: '[role=menu]' }));
});

test("an order and the admin's payments have no accessibility fault in either theme", async ({ page }) => {
  await signIn(page, 'Ada Admin');
  await page.goto('/credits');
  await page.getByRole('button', { name: 'Buy the Creator pack' }).click();
  await expect(page.getByRole('dialog', { name: 'Your order' })).toBeVisible();
  await test.step('order', () => expectNoFaults(page, { within: '[role=dialog]' }));
  await page.goto('/admin/payments');
  await page.getByRole('radio', { name: 'By person' }).click();
  await page.getByRole('searchbox', { name: 'Person' }).fill('ada');
  await page
    .getByRole('main')
    .getByRole('button', { name: /admin@demo/ })
    .click();
  await expect(page.getByText('Nothing bought yet')).toBeVisible();
  await test.step('somebody’s payments', () => expectNoFaults(page));
  await page.getByRole('radio', { name: /Parked events/ }).click();
  await test.step('parked events', () => expectNoFaults(page));
});
