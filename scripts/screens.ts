/// <reference lib="dom" />
/**
 * `npm run screens`: every page in every language, at the sizes people use, in light and in dark: what is wrong with how it is
 * laid out or what it says. Pictures of German and of the languages for testing are kept.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { findPageFaults } from './screens/page-faults.ts';
import {
  picturedLanguages,
  type ScreenPage,
  screenLanguages,
  screenPages,
  screenThemes,
  screenViews,
  untranslatedNames,
} from './screens/pages.ts';
import { root } from './stack/paths.ts';
import { portOffset } from './stack/ports.ts';
import { stopSignal } from './stack/signals.ts';
import { buildApp, startStack } from './stack/stack.ts';
import { fail, Problem, readArguments, say, step } from './stack/terminal.ts';
import { chromiumOptions, ensureChromium } from './testing/chromium.ts';

const help = `Usage: npm run screens -- [--url URL] [--port-offset N] [--page NAME] [--language NAME]

  --url URL         takes the pictures of a running app, such as what npm start runs; without it one is started
  --port-offset N   moves the ports of the app that is started
  --page NAME       of one page only: ${screenPages.map(({ name }) => name).join(', ')}
  --language NAME   in one language only: ${screenLanguages.join(', ')}
`;

/** In the repository, so that a change of how pages look is seen where it is reviewed. */
const folder = join(root, 'docs/images/screens');
const MAX_BYTES = 6_000_000;

try {
  const { values } = readArguments({
    options: {
      url: { type: 'string' },
      'port-offset': { type: 'string' },
      page: { type: 'string' },
      language: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) say(help);
  else await run(values);
} catch (error) {
  fail(error);
}

interface Choices {
  readonly url?: string | undefined;
  readonly 'port-offset'?: string | undefined;
  readonly page?: string | undefined;
  readonly language?: string | undefined;
}

async function run({ url, 'port-offset': offset, page, language }: Choices): Promise<void> {
  await step('Chromium', (progress) => ensureChromium(progress, stopSignal));
  await using stack = url === undefined ? await started(portOffset(offset)) : null;
  const address = url ?? stack?.address ?? '';
  const pages = screenPages.filter(({ name }) => page === undefined || name === page);
  const languages = screenLanguages.filter((one) => language === undefined || one === language);
  if (pages.length === 0 || languages.length === 0) throw new Problem(help);
  const browser = await chromium.launch(chromiumOptions());
  try {
    const found: string[] = [];
    let bytes = 0;
    for (const one of languages) {
      await rm(join(folder, one), { recursive: page === undefined, force: true }).catch(() => undefined);
      await step(`Pages in ${one}`, async (progress) => {
        const taken = await takeScreenshots(browser, { address, pages, language: one });
        found.push(...taken.faults);
        bytes += taken.bytes;
        progress.note(`${pages.length} pages, ${taken.faults.length} faults`);
      });
    }
    say(`${Math.round(bytes / 1_000)} kB in docs/images/screens`);
    if (bytes > MAX_BYTES)
      throw new Problem(`That is more than ${MAX_BYTES / 1_000_000} MB: lower their quality.`);
    if (found.length > 0) throw new Problem([...new Set(found)].join('\n'));
  } finally {
    await browser.close();
  }
}

async function started(offset: number) {
  await buildApp(stopSignal);
  const options = { offset, mode: 'built', data: 'fresh', preset: null, signal: stopSignal } as const;
  const stack = await startStack(options);
  return { address: stack.address, [Symbol.asyncDispose]: () => stack.stop() };
}

interface Wanted {
  readonly address: string;
  readonly pages: readonly ScreenPage[];
  readonly language: string;
}

async function takeScreenshots(browser: Browser, { address, pages, language }: Wanted) {
  const faults: string[] = [];
  let bytes = 0;
  if (picturedLanguages.includes(language)) await mkdir(join(folder, language), { recursive: true });
  for (const person of [null, 'Mia Creator', 'Ada Admin'] as const) {
    const mine = pages.filter(({ as }) => as === person);
    if (mine.length === 0) continue;
    const context = await browser.newContext({
      baseURL: address,
      reducedMotion: 'reduce',
      colorScheme: 'dark',
      serviceWorkers: 'block',
    });
    await context.addInitScript((chosen) => localStorage.setItem('firemeter.language', chosen), language);
    const page = await context.newPage();
    if (person !== null) await signIn(page, person);
    for (const { name, path } of mine) {
      await open(page, path);
      for (const [index, { name: view, width, height, isPictured }] of screenViews.entries()) {
        await page.setViewportSize({ width, height });
        // Each view begins with the theme of the one before.
        for (const theme of index % 2 === 0 ? screenThemes : screenThemes.toReversed()) {
          await page.evaluate(
            (chosen) => Object.assign(document.documentElement.dataset, { theme: chosen }),
            theme,
          );
          await settled(page);
          const options = { isPseudo: language.startsWith('en-'), names: untranslatedNames };
          for (const { fault, text } of await page.evaluate(findPageFaults, options)) {
            faults.push(`${language} ${name} ${view} ${theme}: ${fault}: ${text}`);
          }
          // A picture right after a change of theme can show texts in the colors of the theme before.
          const isWanted = isPictured && theme === 'dark' && picturedLanguages.includes(language);
          if (!isWanted) continue;
          const picture = await pictureOf(context, page, width);
          bytes += picture.length;
          await writeFile(join(folder, language, `${name}-${width}.webp`), picture);
        }
      }
    }
    await context.close();
  }
  return { faults, bytes };
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name }).click();
  await page.getByTestId('available-credits').waitFor({ state: 'attached' });
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  try {
    // A page whose address opens a dialog hides its heading from assistive technology.
    await page.locator('h1').waitFor();
  } catch {
    throw new Problem(`${path} shows no heading within 30 seconds.`);
  }
}

/** Waits until nothing is being loaded: every list and price is there. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelectorAll('.shimmer').length === 0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/** A picture of the whole page, small: wide ones at half their size. */
async function pictureOf(context: BrowserContext, page: Page, width: number): Promise<Buffer> {
  const session = await context.newCDPSession(page);
  const height = await page.evaluate(() => Math.min(document.documentElement.scrollHeight, 2_400));
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 45,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height, scale: width < 800 ? 0.75 : 0.5 },
  });
  await session.detach();
  return Buffer.from(data, 'base64');
}
