import type { Page } from '@playwright/test';
import { Sightings } from './sightings.ts';

/** Tells of each row of the live table and each status it shows, with the time once the frame that has it is painted. */
const watch = `
const told = new Set();
let isAsked = false;
const look = () => {
  isAsked = false;
  const shown = [...document.querySelectorAll('tr button[aria-label^="Details: "]')].map((button) => {
    const prompt = button.getAttribute('aria-label').slice('Details: '.length);
    return prompt + ': ' + button.closest('tr').cells[3].textContent.trim().toLowerCase();
  });
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const atMs = Date.now();
    for (const row of shown) if (!told.has(row)) {
      told.add(row);
      window.sawRow(row, atMs);
    }
  };
  port2.postMessage(null);
};
new MutationObserver(() => {
  if (!isAsked) requestAnimationFrame(look);
  isAsked = true;
}).observe(document.body, { subtree: true, childList: true, characterData: true });`;

/** When each `PROMPT: status` was first on the screen of an open live page, in milliseconds since 1970. */
export async function watchRows(page: Page): Promise<Sightings<number>> {
  const screen = new Sightings<number>('The live page');
  await page.exposeFunction('sawRow', (row: string, atMs: number) => screen.saw(row, atMs));
  await page.evaluate(watch);
  return screen;
}
